import type { ClusteredValue } from '../../../../src/statistics/clusters.js';

type Matrix = readonly (readonly number[])[];

function multiply(one: Matrix, other: Matrix): number[][] {
  return one.map((row) =>
    other[0]!.map((_, column) => row.reduce((sum, value, at) => sum + value * other[at]![column]!, 0)),
  );
}

function trace(matrix: Matrix): number {
  return matrix.reduce((sum, row, at) => sum + row[at]!, 0);
}

function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, at) => (row === at ? 1 : 0)),
  );
}

function transpose(matrix: Matrix): number[][] {
  return matrix[0]!.map((_, at) => matrix.map((row) => row[at]!));
}

/** The inverse root of a matrix I − c·J, J of ones: its eigenvalues are 1, and 1 − c·size along the ones. */
function inverseRoot(size: number, c: number): number[][] {
  const along = (1 / Math.sqrt(1 - c * size) - 1) / size;
  return identity(size).map((row) => row.map((value) => value + along));
}

/**
 * Bell and McCaffrey's CR2 variance of a mean and Satterthwaite's degrees of freedom, by the matrices of their
 * definition: regression on a column of ones, clusters' blocks of the hat matrix, and the eigenvalues of G′ΩG.
 */
export function matricesOf(rows: readonly ClusteredValue[]): {
  variance: number;
  degrees(correlation: number): number;
} {
  const n = rows.length;
  const mean = rows.reduce((sum, { value }) => sum + value, 0) / n;
  const names = [...new Set(rows.map(({ cluster }) => cluster))];
  const members = names.map((name) => rows.flatMap(({ cluster }, at) => (cluster === name ? [at] : [])));
  const residual = identity(n).map((row) => row.map((value) => value - 1 / n)); // I − H
  // for each cluster, (I − H)_g′ A_g X_g (X′X)⁻¹: a column as long as the rows
  const columns = members.map((at) => {
    const block = at.map((row) => residual[row]!);
    const adjusted = multiply(
      inverseRoot(at.length, 1 / n),
      at.map(() => [1 / n]),
    );
    return multiply(transpose(block), adjusted).map(([value]) => value!);
  });
  const y = rows.map(({ value }) => value - mean);
  const variance = members.reduce((sum, at) => {
    const adjusted = multiply(
      inverseRoot(at.length, 1 / n),
      at.map((row) => [y[row]!]),
    );
    return sum + (adjusted.reduce((total, [value]) => total + value!, 0) / n) ** 2;
  }, 0);
  return {
    variance,
    degrees: (correlation) => {
      const omega = rows.map((one, at) =>
        rows.map((other, to) => (at === to ? 1 : one.cluster === other.cluster ? correlation : 0)),
      );
      const inner = multiply(multiply(columns, omega), transpose(columns));
      return trace(inner) ** 2 / trace(multiply(inner, inner));
    },
  };
}
