import { makeEnvironments } from '../../../scripts/python-environment.mjs';
import { ORACLE } from './environment.mjs';

/** Makes the virtual environment. A failure is told by this suite's tests, so that it fails no others. */
export default async function setUp() {
  try {
    await makeEnvironments([ORACLE]);
  } catch (error) {
    process.env['STAGEGATE_TEST_ORACLE_FAILURE'] = error.message;
  }
}
