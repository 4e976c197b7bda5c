import { MarkdownTheme, MarkdownThemeContext, type MarkdownPageEvent } from "typedoc-plugin-markdown";
import type { ParameterReflection, Reflection, Renderer } from "typedoc";
import type { OptionRows } from "./docstrings.ts";

/** A theme whose tables of parameters have rows for the options of a parameter. */
export function referenceTheme(rows: OptionRows): new (renderer: Renderer) => MarkdownTheme {
  class ReferenceContext extends MarkdownThemeContext {
    constructor(...args: ConstructorParameters<typeof MarkdownThemeContext>) {
      super(...args);
      const { parametersTable } = this.partials;
      this.partials = {
        ...this.partials,
        parametersTable: (parameters: ParameterReflection[]) =>
          parametersTable(parameters.flatMap((parameter) => [parameter, ...(rows.get(parameter) ?? [])])),
      };
    }
  }
  return class ReferenceTheme extends MarkdownTheme {
    override getRenderContext(page: MarkdownPageEvent<Reflection>): MarkdownThemeContext {
      return new ReferenceContext(this, page, this.application.options);
    }
  };
}
