import { messageOf } from "../model-file/message-of.ts";
import type { ModelFile } from "../model-file/model-file.ts";
import type { StringStringEntryProto } from "../proto/onnx_pb.ts";

/** What PyTorch's exporter (`dynamo=True`) notes of a stored tensor: parameter, buffer, or another constant. */
const KIND = "pkg.torch.export.graph_signature.InputSpec.kind";
/** And of one that it computed beforehand: the names of all that it computed it from. */
const FOLDED_FROM = "pkg.onnxscript.optimizer.folded_from";

/** Such as `p_weight: PARAMETER target='weight'`, in the graph's list of what it was exported with. */
const SIGNATURE = "pkg.torch.export.ExportedProgram.graph_signature";
const PARAMETER = /: PARAMETER target='([^']+)'/gu;

/**
 * The stored tensors that are no parameters by the exporter's own notes: buffers, such as masks, position encodings and
 * running statistics, and what it computed from no parameter, such as the ones by which a norm without weights scales. Files
 * without notes have none.
 */
export function notedConstants(file: ModelFile): ReadonlySet<string> {
  const { valueInfo = [], metadataProps = [] } = messageOf(file).graph ?? {};
  const signature = noteOf(metadataProps, SIGNATURE);
  const parameters = [...(signature ?? "").matchAll(PARAMETER)].map(([, target]) => `'${target}'`);
  const isConstant = (notes: readonly StringStringEntryProto[]): boolean => {
    const kind = noteOf(notes, KIND);
    if (kind !== undefined) return kind !== "PARAMETER";
    const sources = signature === undefined ? undefined : noteOf(notes, FOLDED_FROM);
    return sources !== undefined && !parameters.some((parameter) => sources.includes(parameter));
  };
  return new Set(valueInfo.flatMap((value) => (isConstant(value.metadataProps) ? [value.name] : [])));
}

function noteOf(notes: readonly StringStringEntryProto[], key: string): string | undefined {
  return notes.find((note) => note.key === key)?.value;
}
