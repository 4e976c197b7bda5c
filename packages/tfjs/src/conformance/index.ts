// `@lockstep/tfjs/conformance`: what a conformance subject says of this engine.
export { tfjsDeclaration, type TfjsBackend, type TfjsDeclaration } from "./tfjs-declaration.ts";
