/** App Service plans the local cloud knows, with the memory that each gives an instance here: scaling up is real. */
export const skuMemoryFactor: Record<string, number> = {
  F1: 0.75,
  B1: 1,
  B2: 1.5,
  B3: 2,
  S1: 1,
  S2: 1.5,
  S3: 2,
  P1V2: 2,
  P2V2: 3,
  P3V2: 4,
  P1V3: 2.5,
  P2V3: 4,
};
