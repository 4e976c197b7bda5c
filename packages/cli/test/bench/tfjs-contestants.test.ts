import { tryContestants } from "./try-contestants.ts";

tryContestants("tfjs");
