/**
 * `import "@lockstep/tfjs/fast-wasm"` is all that the wasm backend needs to train fast, with right gradients: it imports
 * `@tensorflow/tfjs-backend-wasm`, whose kernels have to be there first, and installs ours over them.
 *
 * The kernels live in a registry that all copies of TensorFlow.js in a page share, so that it does not matter which copy
 * `@tensorflow/tfjs` brings along.
 */
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-wasm";
import { installFastWasm } from "./install-fast-wasm.ts";

installFastWasm(tf);
