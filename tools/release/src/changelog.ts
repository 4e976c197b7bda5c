/** What Changesets hands over of a changeset. */
interface Changeset {
  readonly summary: string;
}

/**
 * A changeset as an item of a list.
 *
 * Called by `changeset version`, which finds this module by `.changeset/config.json`. No hash of a commit: whoever reads the
 * package's page on npm cannot follow it, and the text is then the same wherever it is generated.
 */
export function getReleaseLine({ summary }: Changeset): string {
  const [first, ...rest] = summary.trim().split("\n");
  return [`- ${first}`, ...rest.map((line) => (line === "" ? "" : `  ${line}`))].join("\n");
}

/** Nothing: all packages always have one version, so that a list of newer siblings would say it again. */
export function getDependencyReleaseLine(): string {
  return "";
}
