import { expose } from "comlink";
import { trainWholeRun } from "./train-whole-run.ts";

expose({ trainWholeRun });
