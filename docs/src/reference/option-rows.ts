import {
  Comment,
  ParameterReflection,
  ReflectionFlag,
  ReflectionKind,
  type Context,
  type Reflection,
  type SignatureReflection,
} from "typedoc";
import ts from "typescript";
import { defaultInWords, type OptionDocstring } from "./docstring-tags.ts";

/**
 * The options of a parameter as further rows of the table of parameters: `options.stride`, with all that the parameter's
 * type has, also where the docstring of the function leaves one to the docstring of the type.
 */
export function optionRows(
  context: Context,
  signature: SignatureReflection,
  declaration: ts.SignatureDeclaration,
  told: readonly OptionDocstring[],
): Map<ParameterReflection, ParameterReflection[]> {
  const rows = new Map<ParameterReflection, ParameterReflection[]>();
  for (const [index, parameter] of (signature.parameters ?? []).entries()) {
    if (parameter.name === UNNAMED) parameter.name = nameFor(signature);
    const ofParameter = told.filter((option) => option.parameter === parameter.name);
    const node = declaration.parameters[index];
    if (ofParameter.length === 0 || node === undefined) continue;
    const properties = propertiesOf(context.checker.getTypeAtLocation(node), context.checker);
    const made = [...properties.values()].map((symbol) => {
      const said = ofParameter.find(({ option }) => option === symbol.name)?.content;
      return optionRow(context, signature, `${parameter.name}.${symbol.name}`, { symbol, node, said });
    });
    // The table takes whatever follows something optional for optional.
    rows.set(parameter, [...made.filter(isRequired), ...made.filter((row) => !isRequired(row))]);
  }
  return rows;
}

/** What typedoc calls a parameter that is taken apart on the spot. */
const UNNAMED = "__namedParameters";

/** Docstrings call it `options`, if no other is. */
function nameFor({ parameters = [] }: SignatureReflection): string {
  return parameters.some(({ name }) => name === "options") ? "of" : "options";
}

function isRequired(row: ParameterReflection): boolean {
  return !row.flags.isOptional;
}

/** Those of every member of a union too; one that may be left out loses that. */
function propertiesOf(type: ts.Type, checker: ts.TypeChecker): Map<string, ts.Symbol> {
  const defined = checker.getNonNullableType(type);
  const members = defined.isUnion() ? defined.types : [defined];
  return new Map(
    members.flatMap((member) => checker.getPropertiesOfType(member)).map((symbol) => [symbol.name, symbol]),
  );
}

function optionRow(
  context: Context,
  signature: SignatureReflection,
  name: string,
  option: { readonly symbol: ts.Symbol; readonly node: ts.Node; readonly said: Comment["summary"] | undefined },
): ParameterReflection {
  const { symbol, node, said } = option;
  const row = new ParameterReflection(name, ReflectionKind.Parameter, signature);
  const isOptional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
  const type = context.checker.getTypeOfSymbolAtLocation(symbol, node);
  row.type = context.converter.convertType(
    scopeOf(context, signature),
    isOptional ? context.checker.getNonNullableType(type) : type,
  );
  row.setFlag(ReflectionFlag.Optional, isOptional);
  row.comment = new Comment(said ?? ownDocstring(symbol, context.checker));
  return row;
}

/** Typedoc wants a way from the project to what a type belongs to, step by step. */
function scopeOf(context: Context, reflection: Reflection): Context {
  if (reflection === context.scope) return context;
  return scopeOf(context, reflection.parent!).withScope(reflection);
}

function ownDocstring(symbol: ts.Symbol, checker: ts.TypeChecker): Comment["summary"] {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const standard = symbol.getJsDocTags(checker).find(({ name }) => name === "default");
  const words = ts.displayPartsToString(standard?.text);
  const summary = [{ kind: "text" as const, text: text === "" ? "" : text }];
  return words === "" ? summary : [...summary, ...defaultInWords([{ kind: "text", text: words }])];
}
