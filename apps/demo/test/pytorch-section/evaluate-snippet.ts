type Modules = Readonly<Record<string, object>>;

/**
 * Runs code that a reader would copy, which is as good as JavaScript: imports at its head, no types.
 *
 * @param result an expression over its names
 */
export function evaluateSnippet(code: string, result: string, modules: Modules): Promise<unknown> {
  const body = code.replaceAll(/^import (\{[^}]*\}) from ("[^"]*");$/gm, "const $1 = modules[$2];");
  // oxlint-disable-next-line typescript/no-implied-eval -- the code is the page's own text
  return new Function("modules", `return (async () => { ${body}\nreturn ${result}; })();`)(modules) as Promise<unknown>;
}
