import {
  Converter,
  ReflectionKind,
  SignatureReflection,
  type Application,
  type Comment,
  type Context,
  type ParameterReflection,
  type Reflection,
} from "typedoc";
import ts from "typescript";
import { defaultInWords, takeTagsApart, type OptionDocstring } from "./docstring-tags.ts";
import { linkByName, namedReflections } from "./named-links.ts";
import { optionRows } from "./option-rows.ts";

/** Rows that the table of parameters has besides the parameters. */
export type OptionRows = ReadonlyMap<ParameterReflection, readonly ParameterReflection[]>;

/**
 * Lets typedoc understand docstrings as this repository writes them: errors by class, options of a parameter, defaults,
 * links to names that the file does not import.
 *
 * @returns what {@link optionRows} makes, complete once the project is converted.
 */
export function readDocstrings(app: Application): OptionRows {
  const declarations = new Map<Reflection, ts.SignatureDeclaration>();
  const rows = new Map<ParameterReflection, ParameterReflection[]>();
  app.converter.on(Converter.EVENT_CREATE_SIGNATURE, (_context, signature, declaration) => {
    if (declaration !== undefined && ts.isFunctionLike(declaration) && !ts.isJSDocSignature(declaration)) {
      declarations.set(signature, declaration);
    }
  });
  // Before typedoc itself looks at the tags of parameters.
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => readAll(context, declarations, rows), 2);
  return rows;
}

function readAll(
  context: Context,
  declarations: ReadonlyMap<Reflection, ts.SignatureDeclaration>,
  rows: Map<ParameterReflection, ParameterReflection[]>,
): void {
  const named = namedReflections(context.project);
  context.setActiveProgram(context.programs[0]);
  for (const reflection of Object.values(context.project.reflections)) {
    const { comment } = reflection;
    if (comment === undefined) continue;
    const declaration = declarations.get(reflection);
    const options = takeTagsApart(comment, declaration ?? declarationOf(context, reflection), (name) => named(name));
    linkByName(comment, (name) => named(name, reflection));
    if (!(reflection instanceof SignatureReflection)) {
      defaultIntoSummary(comment, context.getSymbolFromReflection(reflection));
    } else if (declaration !== undefined) {
      for (const [parameter, made] of optionRows(context, reflection, declaration, options)) rows.set(parameter, made);
      if (reflection === reflection.parent.signatures?.[0]) warnOfStrangers(context, reflection, options, declarations);
      if ((reflection.parent.signatures?.length ?? 0) > 1) sayOnce(reflection);
    }
  }
  context.setActiveProgram(undefined);
}

/** Of what has no signature: a class, an interface's method. */
function declarationOf(context: Context, reflection: Reflection): ts.Node | undefined {
  return context.getSymbolFromReflection(reflection)?.declarations?.[0];
}

/** Typedoc leaves out what stands in braces. */
function defaultIntoSummary(comment: Comment, symbol: ts.Symbol | undefined): void {
  if (comment.getTag("@default") === undefined) return;
  const tag = symbol?.getJsDocTags().find(({ name }) => name === "default");
  comment.summary.push(...defaultInWords([{ kind: "text", text: ts.displayPartsToString(tag?.text) }]));
  comment.removeTags("@default");
}

/** The signatures of a function share the docstring of the first: it stands before them all. */
function sayOnce({ comment, parent }: SignatureReflection): void {
  if (!parent.kindOf([ReflectionKind.Function, ReflectionKind.Method]) || comment === undefined) return;
  parent.comment ??= comment.clone();
  parent.comment.removeTags("@param");
  comment.summary = [];
  comment.blockTags = comment.blockTags.filter(({ tag }) => tag === "@param");
}

/** An option that is told of, and that no signature of the function has. */
function warnOfStrangers(
  context: Context,
  { parent }: SignatureReflection,
  told: readonly OptionDocstring[],
  declarations: ReadonlyMap<Reflection, ts.SignatureDeclaration>,
): void {
  const nodes = (parent.signatures ?? []).flatMap((signature) => declarations.get(signature)?.parameters ?? []);
  const types = nodes.map((node) => context.checker.getNonNullableType(context.checker.getTypeAtLocation(node)));
  const members = types.flatMap((type) => (type.isUnion() ? type.types : [type]));
  for (const { parameter, option } of told) {
    if (members.some((member) => context.checker.getPropertyOfType(member, option) !== undefined)) continue;
    context.logger.warn(`${parent.name} has no option ${parameter}.${option}` as never, nodes[0]);
  }
}
