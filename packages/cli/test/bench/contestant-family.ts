/** Whose WebAssembly a contestant loads. Those of different families disturb each other in one process. */
export type ContestantFamily = "tfjs" | "ort" | "jax" | "plain";

/** The family of any contestant, so that the tests of all families together leave none out. */
export function contestantFamily(name: string): ContestantFamily {
  const family = (["tfjs", "ort", "jax"] as const).find((prefix) => name.startsWith(prefix));
  return family ?? "plain";
}
