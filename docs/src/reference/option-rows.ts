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
 * type has, also where the docstring of the function leaves one to the docstring of the type. Where it leaves all of them, there
 * are rows if the type has a page of its own.
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
    if (node === undefined) continue;
    const type = context.checker.getNonNullableType(context.checker.getTypeAtLocation(node));
    const properties = propertiesOf(type, context.checker);
    // The members of a union may mean different things by one name.
    const away = !type.isUnion() && properties.every(({ symbol }) => isElsewhere(symbol, node));
    if (ofParameter.length === 0 && !(away && parameter.name === "options")) continue;
    const made = properties.map(({ symbol, isOptional }) => {
      const said = ofParameter.find(({ option }) => option === symbol.name)?.content;
      return optionRow(context, signature, `${parameter.name}.${symbol.name}`, { symbol, node, isOptional, said });
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

/** A property, which may be left out if some member of a union does without it. */
interface Property {
  readonly symbol: ts.Symbol;
  readonly isOptional: boolean;
}

/** Those of every member of a union too. */
function propertiesOf(type: ts.Type, checker: ts.TypeChecker): Property[] {
  const members = type.isUnion() ? type.types : [type];
  const all = members.flatMap((member) => checker.getPropertiesOfType(member));
  return [...Map.groupBy(all, ({ name }) => name).values()].map((symbols) => ({
    symbol: symbols[0]!,
    isOptional: symbols.length < members.length || symbols.some(({ flags }) => (flags & ts.SymbolFlags.Optional) !== 0),
  }));
}

function isElsewhere({ declarations = [] }: ts.Symbol, node: ts.Node): boolean {
  return declarations.every((declaration) => declaration.getSourceFile() !== node.getSourceFile());
}

function optionRow(
  context: Context,
  signature: SignatureReflection,
  name: string,
  option: Property & { readonly node: ts.Node; readonly said: Comment["summary"] | undefined },
): ParameterReflection {
  const { symbol, node, isOptional, said } = option;
  const row = new ParameterReflection(name, ReflectionKind.Parameter, signature);
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
