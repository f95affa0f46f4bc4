import { stopSupervisor } from './global-setup.mjs';

export default stopSupervisor;
