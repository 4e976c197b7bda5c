// graph
export { float, int, ints, text, type Attribute, type Attributes } from "./graph/attribute.ts";
export type { Dimension, GraphShape, Rows } from "./graph/dimension.ts";
export type { ConstantData, ElementType } from "./graph/element-type.ts";
export type { Graph, GraphNode, GraphValue, Initializer, ValueType } from "./graph/graph.ts";
export type { CustomGradient } from "./graph/custom-gradient.ts";
export { GraphBuilder } from "./graph/graph-builder.ts";
export type { GraphTarget } from "./graph/graph-target.ts";
export type { ValueNames } from "./graph/value-names.ts";

// gradients
export { differentiate } from "./gradients/differentiate.ts";

// optimizer
export type { SgdInputNames } from "./optimizer/emit-sgd.ts";
export { sgdStructure, type SgdStructure } from "./optimizer/sgd-structure.ts";

// networks
export { specNetwork } from "./layers/spec-network.ts";
export type { PackedBits } from "./network/mask-input.ts";
export type { DrawValues, MaskValues, NoiseValues } from "./network/draw-values.ts";
export type { EmittedNetwork, Network, NetworkMode } from "./network/network.ts";

// encoding
export { encodeGraph } from "./encoding/encode-graph.ts";

// model-file
export type { ExternalData } from "./model-file/external-data.ts";
export type { FileAttribute } from "./model-file/file-attribute.ts";
export type { FileElementType } from "./model-file/file-element-type.ts";
export type { FileNode } from "./model-file/file-node.ts";
export type { FileData, FileTensor } from "./model-file/file-tensor.ts";
export type { FileDimension, FileValue } from "./model-file/file-value.ts";
export type { ModelFile } from "./model-file/model-file.ts";
export { readModel, type ReadModelOptions } from "./model-file/read-model.ts";
export { writeModel, type ModelChanges } from "./model-file/write-model.ts";

// programs
export { buildEvaluation, type EvaluationGraph } from "./programs/build-evaluation.ts";
export { buildGradients, type GradientsGraph } from "./programs/build-gradients.ts";
export { buildPrediction, type PredictionGraph } from "./programs/build-prediction.ts";
export { addTrainingInfo, type TrainingInfo } from "./programs/add-training-info.ts";
export { buildTrainingLoop, type TrainingLoopGraph } from "./programs/build-training-loop.ts";
export { buildTrainingStep, type TrainingStepGraph } from "./programs/build-training-step.ts";
export { buildUpdate, type UpdateGraph } from "./programs/build-update.ts";
export { exportNetwork, type ExportedState } from "./programs/export-network.ts";
export type { GradientInputNames } from "./programs/emit-gradients.ts";
export type { TrainingStepInputNames, TrainingStepOutputNames } from "./programs/emit-training-step.ts";
export type { DrawNames, MaskNames, ModelInputNames, NoiseNames } from "./programs/model-input-names.ts";
export { trainableSpec, type TrainableModel } from "./programs/trainable-model.ts";

// import
export type { OnnxModelOptions } from "./import/onnx-model-options.ts";
export type { OnnxModel } from "./import/onnx-model.ts";
export { openOnnxModel } from "./import/open-onnx-model.ts";
export type { TrainableSelection } from "./import/select-trainable.ts";
export { REFUSED_OPERATORS } from "./import/refused-operators.ts";
export { TRAINABLE_OPERATORS } from "./import/trainable-operators.ts";
