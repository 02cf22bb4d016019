// What Swagger UI does otherwise here: functions that make plugins of it.

const SECRET = /^(api-key|authorization)$/i;

/** Opens what the address names, `#/TAG/OPERATION`; its own way takes `_` for a space, and complains. */
export function deepLinks() {
  const parseDeepLinkHash = (original, { layoutActions }) => (hash) => {
    const [tag, operation] = hash.replace(/^#?\/?/, "").split("/");
    if (!tag) {
      return;
    }
    layoutActions.show(["operations-tag", tag], true);
    const target = operation ? ["operations", tag, operation] : ["operations-tag", tag];
    layoutActions.show(target, true);
    layoutActions.scrollTo(target);
  };
  return { statePlugins: { layout: { wrapActions: { parseDeepLinkHash } } } };
}

/** In the command that is shown for a request, a header with a secret names a variable in its place. */
export function maskedSecrets() {
  return {
    wrapComponents: {
      curl: (Curl, system) => (properties) =>
        system.React.createElement(Curl, { ...properties, request: masked(properties.request) }),
    },
  };
}

function masked(request) {
  const headers = request.get("headers");
  if (!headers?.mapEntries) {
    return request;
  }
  return request.set(
    "headers",
    headers.mapEntries(([name, value]) => [name, SECRET.test(name) ? placeholder(name) : value]),
  );
}

function placeholder(name) {
  return name.toLowerCase() === "authorization" ? "Bearer $token" : "$FLOWII_API_KEY";
}
