export const emitBatchNorm: any = undefined;
