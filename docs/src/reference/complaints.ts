import { Logger, LogLevel } from "typedoc";
import ts from "typescript";

/** A method of a type within a type: the words stand around it. */
const WITHIN_A_TYPE = /\.__type\.\w+ \(CallSignature\).* does not have any documentation/;

/** Keeps what typedoc warns about, each with its place. */
export class Complaints extends Logger {
  readonly all: string[] = [];

  override log(message: string, level: LogLevel): void {
    if (level >= LogLevel.Warn && !WITHIN_A_TYPE.test(message)) this.all.push(message);
  }

  protected override addContext(
    message: string,
    _level: LogLevel,
    ...[place, file]: [] | [unknown?] | [number, unknown]
  ): string {
    const at = placeOf(place, file);
    return at === undefined ? message : `${at}: ${message}`;
  }
}

function placeOf(place: unknown, file: unknown): string | undefined {
  if (place === undefined) return undefined;
  const node = place as ts.Node;
  const source = (file ?? node.getSourceFile()) as ts.SourceFile;
  const position = typeof place === "number" ? place : node.getStart(source);
  return `${source.fileName}:${source.getLineAndCharacterOfPosition(position).line + 1}`;
}
