// Loads the fragments of the browser script into this process, in the order in which they are joined for the site.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const ASSETS = new URL("../../../build_scripts/search/assets/", import.meta.url);

export function load(...names) {
  for (const name of names) {
    const path = fileURLToPath(new URL(`${name}.js`, ASSETS));
    vm.runInThisContext(readFileSync(path, "utf8"), { filename: path });
  }
  return globalThis.zjSearch;
}

export const variants = readFileSync(new URL("../variants.txt", ASSETS), "utf8").trim();
export const json = (name) => JSON.parse(readFileSync(new URL(name, new URL("../", import.meta.url)), "utf8"));
