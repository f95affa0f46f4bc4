import { installAct } from '../../../scripts/act.mjs';

/** Jest's workers get what is in the environment; a failure goes there too, so that it fails this suite's tests. */
export default function setUp() {
  try {
    process.env['STAGEGATE_TEST_ACT'] = installAct();
  } catch (error) {
    process.env['STAGEGATE_TEST_ACT_FAILURE'] = error.message;
  }
}
