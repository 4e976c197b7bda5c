import * as tf from "@tensorflow/tfjs-core";
import { test } from "vitest";
import { BACKENDS, startBackend } from "../start-backend.ts";
import { measure } from "./measure.ts";
test.each(BACKENDS)("acc %s", async (b) => { await startBackend(b); console.log(b + "\n" + await measure(tf)); });
