export function adjustForAnyOf(confidence: number, alternatives: number): number {
  return 1 - (1 - confidence) / alternatives;
}
