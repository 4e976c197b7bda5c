import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "../pages/repository.ts";

/** What an error says where it is thrown, as the source has it; `…` stands for what is known only then. */
export interface ErrorMessage {
  /** The folder of the package: `tfjs`. */
  readonly folder: string;
  readonly errorClass: string;
  readonly rule: string;
  readonly remedy: string;
}

/** The messages of all packages that say what to do, each once; those that are put together elsewhere are left out. */
export function errorMessages(): ErrorMessage[] {
  const files = globSync("packages/*/src/**/*.ts", { cwd: ROOT, exclude: ["**/*.test.ts"] }).sort();
  const messages = new Map<string, ErrorMessage>();
  for (const file of files) {
    const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      const message = ts.isNewExpression(node) ? messageOf(node, file.split("/")[1]!) : undefined;
      if (message !== undefined) messages.set(JSON.stringify(message), message);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return [...messages.values()];
}

function messageOf({ expression, arguments: given }: ts.NewExpression, folder: string) {
  const details = given?.[0];
  if (!ts.isIdentifier(expression) || !expression.text.endsWith("Error")) return undefined;
  if (details === undefined || !ts.isObjectLiteralExpression(details)) return undefined;
  const [rule, remedy] = [textOf(details, "rule"), textOf(details, "remedy")];
  return rule === undefined || remedy === undefined ? undefined : { folder, errorClass: expression.text, rule, remedy };
}

/** The text of a property, if it is written there. */
function textOf(details: ts.ObjectLiteralExpression, name: string): string | undefined {
  const property = details.properties.find((candidate) => candidate.name?.getText() === name);
  if (property === undefined || !ts.isPropertyAssignment(property)) return undefined;
  const { initializer } = property;
  if (ts.isStringLiteralLike(initializer)) return initializer.text;
  if (!ts.isTemplateExpression(initializer)) return undefined;
  return initializer.head.text + initializer.templateSpans.map(({ literal }) => `…${literal.text}`).join("");
}
