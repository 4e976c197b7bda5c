/** HTML that may stand in a page as it is. */
export class Markup {
  readonly text: string;

  /** @param text escaped already. */
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: a string or a number is text, and is escaped. */
export type Content = Markup | string | number | readonly Content[];

/** HTML from a template, in which everything that is not markup is escaped; the template's indentation is left out. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(
    strings
      .map((part) => part.replaceAll(/\n\s*/g, "\n"))
      .reduce((text, part, index) => text + textOf(contents[index - 1]!) + part),
  );
}

function textOf(content: Content): string {
  if (content instanceof Markup) return content.text;
  if (typeof content === "object") return content.map(textOf).join("");
  return String(content).replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
