// The command that Swagger UI shows for a request, without what is secret in it.

const SECRET = /^(api-key|authorization)$/i;

/** A plugin of Swagger UI: headers that carry a secret name the variable in its place. */
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
