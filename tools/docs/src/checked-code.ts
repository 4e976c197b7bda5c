import { Visitor, type Comment, type Expression } from "oxc-parser";
import { looksLikeOutput, readOutput } from "./read-output.ts";
import { lineAt, parseSource } from "./source-file.ts";

/** Code in which comments have become checks. */
export interface CheckedCode {
  readonly code: string;
  /** What the checks import, on one line. */
  readonly imports: string;
  /** How many comments are checked. */
  readonly checks: number;
}

const CHECKS = new URL("output-checks.ts", import.meta.url).pathname;

/**
 * Turns the comments that show outputs into checks, without moving a line: after an expression, a `console.log(one value)`
 * or the declaration of one name, `// 3`, `// [0, 42]` and so on must be the value, and after an expression
 * `// throws InvalidOptionError` must be what comes of it.
 *
 * @param file where the code is from, in what a failing check says.
 * @param firstLine the number that its first line has there.
 * @throws {SyntaxError} if the code, or a comment after an expression that looks like an output, cannot be read.
 */
export function checkedCode(code: string, file: string, firstLine = 1): CheckedCode {
  const { program, comments } = parseSource(file, code);
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  let functions = 0;

  const commentAfter = (end: number): string | undefined => commentOn(comments, code, end);
  const where = (position: number): string => JSON.stringify(`${file}:${firstLine - 1 + lineAt(code, position)}`);
  const enter = (): void => void (functions += 1);
  const leave = (): void => void (functions -= 1);

  new Visitor({
    FunctionDeclaration: enter,
    "FunctionDeclaration:exit": leave,
    FunctionExpression: enter,
    "FunctionExpression:exit": leave,
    ArrowFunctionExpression: enter,
    "ArrowFunctionExpression:exit": leave,
    ExpressionStatement({ expression, start, end }) {
      const comment = commentAfter(end);
      if (comment === undefined) return;
      const shown = loggedValue(expression) ?? expression;
      const text = code.slice(shown.start, shown.end);
      const error = /^throws (\w+)/.exec(comment)?.[1];
      if (error !== undefined && functions === 0) {
        edits.push({ start, end, text: `await checks.throws(async () => ${text}, "${error}", ${where(start)});` });
      } else if (readOutput(comment) !== undefined) {
        edits.push({ start, end, text: `checks.output(${text}, ${JSON.stringify(comment)}, ${where(start)});` });
      } else if (looksLikeOutput(comment)) {
        throw new SyntaxError(`${where(start)}: "${comment}" looks like an output but cannot be read as one`);
      }
    },
    VariableDeclaration({ declarations, end }) {
      const comment = commentAfter(end);
      const [{ id } = { id: undefined }, ...others] = declarations;
      if (comment === undefined || id?.type !== "Identifier" || others.length > 0) return;
      if (readOutput(comment) === undefined) return;
      const text = ` checks.output(${id.name}, ${JSON.stringify(comment)}, ${where(end)});`;
      edits.push({ start: end, end, text });
    },
  }).visit(program);

  let checked = code;
  let next = Infinity;
  for (const { start, end, text } of edits.toSorted((a, b) => b.start - a.start)) {
    if (end > next) throw new SyntaxError(`${where(start)}: outputs must not be shown one within another`);
    next = start;
    checked = checked.slice(0, start) + text + checked.slice(end);
  }
  const imports = edits.length === 0 ? "" : `import * as checks from ${JSON.stringify(CHECKS)}; `;
  return { code: checked, imports, checks: edits.length };
}

/** The text of a line comment that follows on the same line. */
function commentOn(comments: readonly Comment[], code: string, end: number): string | undefined {
  const comment = comments.find(({ start }) => start >= end);
  const follows = comment?.type === "Line" && /^[ \t]*$/.test(code.slice(end, comment.start));
  return follows ? comment.value.trim() : undefined;
}

/** What `console.log` shows, if it is one value. */
function loggedValue(expression: Expression): Expression | undefined {
  if (expression.type !== "CallExpression" || expression.callee.type !== "MemberExpression") return undefined;
  const { object, property } = expression.callee;
  const isLog =
    object.type === "Identifier" && object.name === "console" && "name" in property && property.name === "log";
  const [argument, ...others] = expression.arguments;
  const isOne = isLog && argument !== undefined && argument.type !== "SpreadElement" && others.length === 0;
  return isOne ? argument : undefined;
}
