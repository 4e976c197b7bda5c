/** What only the workspace can use is left out of the manifests that are packed; `src`, say, is in no tarball. */
export const hooks = {
  beforePacking(manifest) {
    const { devDependencies: _, scripts: __, ...packed } = manifest;
    return { ...packed, exports: withoutSources(manifest.exports) };
  },
};

/** Exports without the condition by which the workspace finds sources, and without those that have nothing else. */
function withoutSources(exported) {
  if (typeof exported === "string") return exported;
  const kept = Object.entries(exported)
    .filter(([name]) => name !== "@lockstep/source")
    .map(([name, inner]) => [name, withoutSources(inner)])
    .filter(([, inner]) => inner !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
