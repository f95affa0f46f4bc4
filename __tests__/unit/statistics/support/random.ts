export * from '../../../../src/statistics/random.js';
