/** The location of files beside the program, in the sources and in the build alike. */

const isSource = import.meta.url.endsWith(".ts");
const root = new URL(isSource ? "../../" : "../", import.meta.url);
const build = new URL("dist/", root);

export const PLACES = {
  package: new URL("package.json", root),
  /** Bundled panels, `<id>@<version>.json`. */
  panels: new URL("panels/", root),
  /** Ready declarations of sources. */
  presets: new URL("sources/presets.json", root),
  /** Official addresses of knowledge. */
  addresses: new URL("sources/addresses.json", root),
  /** What the self-test analyses, and its answer. */
  demo: new URL("test-data/demo/", root),
  /** The pages for people. */
  docs: new URL("docs/", root),
  /** JSON Schemas, `<name>.schema.json`. */
  schemas: new URL("docs/schemas/", root),
  /** The text of `archive text`, as a laboratory that has none of its own gets it. */
  caseText: new URL("templates/case-text.txt", root),
  /** Entry of a scanning thread; the sources use that of the build. */
  worker: new URL("worker.js", build),
  /** Style and script of the report's page. */
  pageStyle: new URL("templates/report.css", root),
  pageScript: new URL("page.js", build),
};
