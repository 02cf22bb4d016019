// Copies what the page serves out of the installed package: compressed, as it is sent.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const from = new URL("node_modules/swagger-ui-dist/", import.meta.url);
const to = new URL("dist/", import.meta.url);

mkdirSync(to, { recursive: true });
for (const name of ["swagger-ui-bundle.js", "swagger-ui.css"]) {
  // The comment at the end leads to a map that is not served.
  const text = readFileSync(new URL(name, from), "utf8").replace(/\n?(\/\/|\/\*)# sourceMappingURL=.*\n?$/, "\n");
  writeFileSync(new URL(`${name}.gz`, to), gzipSync(text, { level: 9 }));
}
for (const name of ["LICENSE", "NOTICE", "swagger-ui-bundle.js.LICENSE.txt"]) {
  copyFileSync(new URL(name, from), new URL(name, to));
}
