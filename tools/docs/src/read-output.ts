import type { Expression } from "oxc-parser";
import { parseSource } from "./source-file.ts";

/** Tells whether a value is what a comment shows. */
export type OutputMatcher = (actual: unknown) => boolean;

/** How a comment begins that can only be meant as an output. */
const LOOKS_LIKE_OUTPUT = /^(-?\d|[[{"'`]|(true|false|null|undefined|NaN|-?Infinity)\b|\w+Array ?[([])/;
const ANYTHING = "__anything__";
const TYPED_ARRAY = /^(Int|Uint|Float|BigInt|BigUint)\d+(Clamped)?Array$/;

/** Whether a comment is meant as an output: a number, a string, a list, a record, `Uint8Array [...]`. */
export function looksLikeOutput(comment: string): boolean {
  return LOOKS_LIKE_OUTPUT.test(comment);
}

/**
 * Reads what a comment shows as an output: a literal of JavaScript, or of what Node prints for typed arrays.
 *
 * - A decimal fraction stands for every number that rounds to as many digits.
 * - `...` as a value stands for any value, as the last element or entry for any more.
 * - Words may follow, after a comma, colon or semicolon.
 *
 * @returns undefined if it is none.
 */
export function readOutput(comment: string): OutputMatcher | undefined {
  const ends = Array.from(comment.matchAll(/[,;:] (?=[a-zA-Z(])/g), ({ index }) => comment.slice(0, index));
  for (const text of [comment, ...ends]) {
    const expression = parseExpression(text);
    const matcher = expression === undefined ? undefined : matcherOf(expression);
    if (matcher !== undefined) return matcher;
  }
  return undefined;
}

function parseExpression(text: string): Expression | undefined {
  try {
    const withoutDots = text.replaceAll(/\.\.\.(?=\s*[,\]}])/g, (_dots, at: number) =>
      // An entry of a record needs a name.
      /\{(?:[^{}[\]]*,)?\s*$/.test(text.slice(0, at)) ? `${ANYTHING}: 0` : ANYTHING,
    );
    const [statement] = parseSource("output", `(${withoutDots});`).program.body;
    if (statement?.type !== "ExpressionStatement") return undefined;
    return statement.expression.type === "ParenthesizedExpression"
      ? statement.expression.expression
      : statement.expression;
  } catch {
    return undefined;
  }
}

function matcherOf(node: Expression): OutputMatcher | undefined {
  if (node.type === "Literal") {
    return typeof node.value === "number" ? numberMatcher(node.value, node.raw ?? "") : same(node.value);
  }
  if (node.type === "TemplateLiteral" && node.expressions.length === 0) return same(node.quasis[0]!.value.cooked);
  if (node.type === "Identifier") return identifierMatcher(node.name);
  if (node.type === "UnaryExpression" && node.operator === "-") {
    const inner = matcherOf(node.argument);
    return inner && ((actual) => typeof actual === "number" && inner(-actual));
  }
  if (node.type === "ArrayExpression") return listMatcher(node.elements as Expression[]);
  if (node.type === "MemberExpression") return typedArrayMatcher(node.object, node.property as Expression);
  if (node.type === "ObjectExpression") return recordMatcher(node.properties as unknown as readonly Entry[]);
  return undefined;
}

function same(expected: unknown): OutputMatcher {
  return (actual) => Object.is(actual, expected);
}

function identifierMatcher(name: string): OutputMatcher | undefined {
  if (name === ANYTHING) return () => true;
  const values: Record<string, unknown> = { undefined, NaN, Infinity };
  return Object.hasOwn(values, name) ? same(values[name]) : undefined;
}

function numberMatcher(expected: number, raw: string): OutputMatcher {
  const digits = /^\d*\.\d+|^\d+(?=e)/i.exec(raw)?.[0].replace(".", "").replace(/^0+/, "").length;
  return (actual) =>
    Object.is(actual, expected) ||
    (typeof actual === "number" &&
      digits !== undefined &&
      digits > 0 &&
      Number(actual.toPrecision(digits)) === expected);
}

/** A plain list stands for a typed array too. */
function listMatcher(nodes: readonly Expression[]): OutputMatcher | undefined {
  const isOpen = isAnything(nodes.at(-1));
  const elements = (isOpen ? nodes.slice(0, -1) : nodes).map((node) => matcherOf(node));
  if (!elements.every((element) => element !== undefined)) return undefined;
  return (actual) => {
    if (!Array.isArray(actual) && !ArrayBuffer.isView(actual)) return false;
    const list = Array.from(actual as unknown as ArrayLike<unknown>);
    const fits = isOpen ? list.length >= elements.length : list.length === elements.length;
    return fits && elements.every((element, index) => element(list[index]));
  };
}

/** `Uint32Array [1, 2]` and `Uint32Array(2) [1, 2]`, which parse as the access to an element. */
function typedArrayMatcher(object: Expression, property: Expression): OutputMatcher | undefined {
  const constructor = object.type === "CallExpression" ? object.callee : object;
  if (constructor.type !== "Identifier" || !TYPED_ARRAY.test(constructor.name)) return undefined;
  const elements = listMatcher(property.type === "SequenceExpression" ? property.expressions : [property]);
  const isOfType: OutputMatcher = (actual) => Object.prototype.toString.call(actual) === `[object ${constructor.name}]`;
  return elements && ((actual) => isOfType(actual) && elements(actual));
}

type Entry = {
  readonly type: string;
  readonly key: { readonly type: string; readonly name?: string; readonly value?: unknown };
  readonly value: Expression;
};

function recordMatcher(properties: readonly Entry[]): OutputMatcher | undefined {
  const named = properties.map(({ key, value }) => [String(key.name ?? key.value), matcherOf(value)] as const);
  const isOpen = named.at(-1)?.[0] === ANYTHING;
  const entries = isOpen ? named.slice(0, -1) : named;
  if (properties.some(({ type }) => type !== "Property") || entries.some(([, value]) => !value)) return undefined;
  return (actual) => {
    if (typeof actual !== "object" || actual === null) return false;
    const record = actual as Record<string, unknown>;
    if (!isOpen && Object.keys(record).length !== entries.length) return false;
    return entries.every(([name, matches]) => Object.hasOwn(record, name) && matches!(record[name]));
  };
}

function isAnything(node: Expression | undefined): boolean {
  return node?.type === "Identifier" && node.name === ANYTHING;
}
