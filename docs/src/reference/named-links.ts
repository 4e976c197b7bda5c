import {
  ReferenceReflection,
  ReflectionKind,
  type Comment,
  type CommentDisplayPart,
  type DeclarationReflection,
  type ProjectReflection,
  type Reflection,
} from "typedoc";

/** What a name means, for someone who reads about `where`. */
export type Named = (name: string, where?: Reflection) => Reflection | undefined;

/** Looks names up in the entry that someone reads about, then in its package, then everywhere. */
export function namedReflections(project: ProjectReflection): Named {
  const modules = project.getReflectionsByKind(ReflectionKind.Module);
  const all = modules.flatMap((module) => (module as DeclarationReflection).children ?? []);
  const named = new Map<string, Reflection[]>();
  for (const reflection of all) {
    if (reflection instanceof ReferenceReflection) continue;
    named.set(reflection.name, [...(named.get(reflection.name) ?? []), reflection]);
  }
  return (name, where) => {
    const candidates = named.get(name) ?? [];
    const home = where === undefined ? undefined : entryOf(where);
    return (
      candidates.find((candidate) => entryOf(candidate) === home) ??
      candidates.find((candidate) => packageOf(candidate) === home?.split("/")[0]) ??
      candidates[0]
    );
  };
}

/** Gives links by a plain name their target, where TypeScript has found none: the file does not import the name. */
export function linkByName(comment: Comment, named: (name: string) => Reflection | undefined): void {
  const link = (part: CommentDisplayPart): void => {
    if (part.kind !== "inline-tag" || part.tag !== "@link" || part.target !== undefined) return;
    const target = /^\w+$/.test(part.text.trim()) ? named(part.text.trim()) : undefined;
    if (target !== undefined) part.target = target;
  };
  for (const part of comment.summary) link(part);
  for (const { content } of comment.blockTags) for (const part of content) link(part);
}

function entryOf(reflection: Reflection): string | undefined {
  if (reflection.kind === ReflectionKind.Module) return reflection.name;
  return reflection.parent === undefined ? undefined : entryOf(reflection.parent);
}

function packageOf(reflection: Reflection): string | undefined {
  return entryOf(reflection)?.split("/")[0];
}
