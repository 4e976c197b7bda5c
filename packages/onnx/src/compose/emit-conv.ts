export const emitConv: any = undefined;
export const emitConvTranspose: any = undefined;
