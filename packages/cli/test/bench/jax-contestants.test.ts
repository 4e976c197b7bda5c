import { tryContestants } from "./try-contestants.ts";

tryContestants("jax");
