// The records of one company: how many of each type, and one of them in full.
import { read, element } from "./read.js";
import { highlighted } from "./json.js";

export function stateView() {
  const companies = document.getElementById("state-company");
  const types = document.getElementById("state-types");
  const records = document.getElementById("state-record");
  const json = document.getElementById("state-json");
  let state = [];
  let chosenType;
  // Which reading is the last one begun; the answers to earlier ones are dropped.
  let reading = 0;

  const company = () => state.find((one) => one.id === companies.value);

  function showTypes() {
    const counts = Object.entries(company()?.records ?? {}).sort(([a], [b]) => a.localeCompare(b));
    const total = counts.reduce((sum, [, count]) => sum + count, 0);
    document.getElementById("state-count").textContent = `${total.toLocaleString()} records`;
    if (!counts.some(([type]) => type === chosenType)) {
      chosenType = counts[0]?.[0];
    }
    const known = new Map(Array.from(types.children, (item) => [item.dataset.type, item]));
    const items = counts.map(([type]) => known.get(type) ?? typeItem(type));
    if (!isSame(items, types.children)) {
      types.replaceChildren(...items);
    }
    counts.forEach(([type, count], at) => {
      const button = items[at].firstChild;
      button.lastChild.textContent = String(count);
      button.setAttribute("aria-pressed", String(type === chosenType));
    });
  }

  function typeItem(type) {
    const button = element("button", { type: "button" }, type, element("span", {}));
    button.addEventListener("click", () => {
      chosenType = type;
      showTypes();
      showRecords();
    });
    const item = element("li", {}, button);
    item.dataset.type = type;
    return item;
  }

  async function showRecords() {
    const mine = ++reading;
    document.getElementById("state-type").textContent = chosenType ?? "Record";
    if (chosenType === undefined) {
      records.replaceChildren();
      json.textContent = "";
      return;
    }
    await orSay(async () => {
      const list = await read(listPath());
      if (mine !== reading) return;
      offer(records, list.records.map(({ id, label }) => [id, label ? `${id} – ${label}` : id]));
      await showRecord();
    });
  }

  async function showRecord() {
    const mine = ++reading;
    const record = await read(`${listPath()}/${encodeURIComponent(records.value)}`);
    if (mine === reading) {
      json.replaceChildren(...highlighted(record));
    }
  }

  const listPath = () => `/_mock/companies/${companies.value}/${encodeURIComponent(chosenType)}`;

  async function orSay(show) {
    try {
      await show();
    } catch (error) {
      json.textContent = `It is not there any more (${error.message}).`;
    }
  }

  companies.addEventListener("change", () => {
    showTypes();
    showRecords();
  });
  records.addEventListener("change", () => orSay(showRecord));

  return {
    show(news) {
      state = news;
      offer(companies, news.map(({ id }) => [id, id]));
      showTypes();
      showRecords();
    },
  };
}

/** Gives a choice its options; what was chosen stays so, and a list that is open is left alone. */
function offer(select, options) {
  const made = options.map(([value, text]) => element("option", { value }, text));
  const isOther = (one, at) => one.value !== made[at].value || one.textContent !== made[at].textContent;
  if (select.options.length === made.length && !Array.from(select.options).some(isOther)) {
    return;
  }
  const before = select.value;
  select.replaceChildren(...made);
  if (options.some(([value]) => value === before)) {
    select.value = before;
  }
}

function isSame(items, children) {
  return items.length === children.length && items.every((item, at) => item === children[at]);
}
