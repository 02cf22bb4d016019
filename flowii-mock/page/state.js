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
    const focused = document.activeElement?.dataset?.type;
    types.replaceChildren(...counts.map(([type, count]) => typeButton(type, count)));
    if (focused) {
      types.querySelector(`[data-type="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    }
  }

  function typeButton(type, count) {
    const button = element("button", { type: "button" }, type, element("span", {}, String(count)));
    button.dataset.type = type;
    button.setAttribute("aria-pressed", String(type === chosenType));
    button.addEventListener("click", () => {
      chosenType = type;
      showTypes();
      showRecords();
    });
    return element("li", {}, button);
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
      const before = records.value;
      records.replaceChildren(...list.records.map(option));
      if (list.records.some((record) => record.id === before)) {
        records.value = before;
      }
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
      const before = companies.value;
      state = news;
      companies.replaceChildren(...news.map(({ id }) => element("option", { value: id }, id)));
      if (news.some(({ id }) => id === before)) {
        companies.value = before;
      }
      showTypes();
      showRecords();
    },
  };
}

function option({ id, label }) {
  return element("option", { value: id }, label ? `${id} – ${label}` : id);
}
