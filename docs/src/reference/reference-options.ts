import { OptionDefaults, type TypeDocOptions } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";

/** What typedoc reads, how strict it is, and what its pages show. */
export const REFERENCE_OPTIONS: Partial<TypeDocOptions & PluginOptions> = {
  plugin: ["typedoc-plugin-markdown"],
  // Types are checked elsewhere, by the TypeScript of the packages.
  skipErrorChecking: true,
  logLevel: "Warn",
  validation: {
    invalidLink: true,
    invalidPath: true,
    notDocumented: true,
    // One package at a time: see validateExports.
    notExported: false,
    rewrittenLink: true,
    unusedMergeModuleWith: true,
  },
  requiredToBeDocumented: ["Function", "Class", "Interface", "TypeAlias", "Variable", "Method"],
  // The code that protoc writes has one of its own.
  blockTags: [...OptionDefaults.blockTags, "@generated"],
  jsDocCompatibility: { defaultTag: false, exampleTag: true, ignoreUnescapedBraces: true },
  // No Git and no README: a page's text is the docstrings'.
  disableGit: true,
  disableSources: true,
  excludeExternals: true,
  readme: "none",
  // What one looks for comes first, then the types that it takes and gives.
  groupOrder: [
    "Functions",
    "Classes",
    "Variables",
    "Interfaces",
    "Type Aliases",
    "Constructors",
    "Properties",
    "Accessors",
    "Methods",
  ],
  // As in the sources.
  sort: ["source-order"],
  outputFileStrategy: "modules",
  entryFileName: "index",
  hideBreadcrumbs: true,
  hidePageHeader: true,
  hidePageTitle: true,
  excludeGroups: true,
  useCodeBlocks: true,
  expandParameters: true,
  useCustomAnchors: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  classPropertiesFormat: "table",
  typeAliasPropertiesFormat: "table",
  typeDeclarationFormat: "table",
  propertyMembersFormat: "table",
  typeDeclarationVisibility: "compact",
  tableColumnSettings: { hideInherited: true, hideModifiers: true, hideOverrides: true, leftAlignHeaders: true },
};
