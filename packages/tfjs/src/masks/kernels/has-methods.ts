/** Whether an object has all these methods, its own or inherited. */
export function hasMethods(object: object, names: readonly string[]): boolean {
  return names.every((name) => typeof (object as Record<string, unknown>)[name] === "function");
}
