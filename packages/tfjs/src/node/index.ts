// `@lockstep/tfjs/node`: what only Node can do.
export { fileStore } from "./file-store.ts";
