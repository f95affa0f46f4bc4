/** Whether everything is to be tried, however long it takes: `npm run test:full`, which runs every night. */
export const IS_FULL = process.env['STAGEGATE_TESTS'] === 'full';
