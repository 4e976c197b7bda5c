import type { Application, ProjectReflection } from "typedoc";
import { NOT_EXPORTED } from "./not-exported.ts";

const NOTHING = {
  invalidLink: false,
  invalidPath: false,
  notDocumented: false,
  notExported: false,
  rewrittenLink: false,
  unusedMergeModuleWith: false,
};

/**
 * Warns of types that public names mention and that have no entry, since nobody can import them. Typedoc would do so for
 * the types of one package; here each package has its turn.
 */
export function validateExports(app: Application, project: ProjectReflection): void {
  for (const [name, types] of Object.entries(NOT_EXPORTED)) {
    project.packageName = name;
    app.options.setValue("intentionallyNotExported", [...types]);
    app.options.setValue("validation", { ...NOTHING, notExported: true });
    app.validate(project);
  }
}
