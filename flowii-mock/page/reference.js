// The API reference: Swagger UI over the document that the mock serves, and a login for its requests.
import { read } from "./read.js";
import { deepLinks, maskedSecrets } from "./plugins.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
const followScheme = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", followScheme);
followScheme();

const form = document.getElementById("log-in");
const outcome = document.getElementById("log-in-outcome");

/** Writes the first company into each `companyId`, so that nobody has to look it up. */
function withCompany(document, company) {
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path)) {
      for (const parameter of operation?.parameters ?? []) {
        if (parameter.name === "companyId" && parameter.in === "query") {
          parameter.example = Number(company);
        }
      }
    }
  }
  return document;
}

async function draw() {
  const [document, { companies }] = await Promise.all([read("/_mock/openapi.json"), read("/_mock/state")]);
  // The page may have been asked for under another name of this machine.
  document.servers = [{ url: location.origin }];
  const spec = companies.length > 0 ? withCompany(document, companies[0].id) : document;
  const viewer = await new Promise((drawn) => {
    const made = SwaggerUIBundle({
      dom_id: "#reference",
      spec,
      deepLinking: true,
      docExpansion: "none",
      defaultModelsExpandDepth: 0,
      displayRequestDuration: true,
      filter: true,
      tryItOutEnabled: true,
      // Otherwise the document's address is sent to a service on the internet.
      validatorUrl: null,
      plugins: [deepLinks, maskedSecrets],
      onComplete: () => drawn(made),
    });
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    logIn(viewer, spec.components?.securitySchemes ?? {});
  });
}

async function logIn(viewer, schemes) {
  const { key, user, password } = Object.fromEntries(new FormData(form));
  const keyScheme = Object.entries(schemes).find(([, scheme]) => scheme.type === "apiKey");
  const tokenScheme = Object.entries(schemes).find(([, scheme]) => scheme.type === "http" && scheme.scheme === "bearer");
  const answer = await fetch("/token", {
    method: "POST",
    headers: { [keyScheme?.[1].name ?? "Api-Key"]: key },
    body: new URLSearchParams({ grant_type: "password", username: user, password }),
  }).catch((error) => ({ ok: false, json: async () => ({ errors: [{ detail: error.message }] }) }));
  const document = await answer.json().catch(() => ({}));
  outcome.classList.toggle("failed", !answer.ok);
  if (!answer.ok) {
    const [error] = document.errors ?? [];
    outcome.textContent = `Not logged in: ${error?.detail ?? error?.title ?? answer.status}`;
    return;
  }
  if (keyScheme) viewer.preauthorizeApiKey(keyScheme[0], key);
  if (tokenScheme) viewer.preauthorizeApiKey(tokenScheme[0], document.access_token);
  form.elements.password.value = "";
  const until = new Date(Date.now() + document.expires_in * 1000).toLocaleTimeString();
  outcome.textContent = `Logged in as ${user} until ${until}. Requests carry the key and the token.`;
}

draw().catch((error) => {
  const reference = document.getElementById("reference");
  reference.textContent = `The reference could not be drawn: ${error.message}.`;
});
