export const id = 97;
export const ids = [97];
export const modules = {

/***/ 55097:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openServers: () => (/* binding */ openServers)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build/js/src/model/server-location.js
var server_location = __webpack_require__(41100);
// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(70370);
// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
// EXTERNAL MODULE: ./build/js/src/model/version.js
var version = __webpack_require__(74305);
// EXTERNAL MODULE: ./build/js/src/registry/mlflow/api/mlflow-server.js
var mlflow_server = __webpack_require__(76485);
// EXTERNAL MODULE: ./build/js/src/registry/mlflow/api/registry-calls.js
var registry_calls = __webpack_require__(89923);
// EXTERNAL MODULE: ./build/js/src/registry/mlflow/api/server.js
var api_server = __webpack_require__(48619);
// EXTERNAL MODULE: ./build/js/src/registry/mlflow/api/tracking.js
var tracking = __webpack_require__(75909);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/api/databricks.js







/** Rows per page: the most, by Databricks' documentation, for versions; MLflow's client's default for models. */
const PAGE = { models: '100', versions: '10000' };
/**
 * Characters in a tag's value. A workspace promises 5,000 bytes, and a UTF-16 unit, which lengths count here, takes three
 * bytes at most. For Unity Catalog, by Databricks' documentation of tags.
 */
const TAG_VALUE = { workspace: 1_666, catalog: 1_000 };
/** Versions fetched at the same time. */
const AT_ONCE = 8;
/**
 * Opens the model registry of a Databricks workspace: MLflow's API with stages and without aliases. Its search takes the
 * model's name and no second condition, so versions with a tag are picked here.
 */
function openDatabricksWorkspace(transport) {
    const dialect = (0,mlflow_server/* mlflowDialect */.E6)(transport.label);
    const calls = (0,registry_calls/* openCalls */.u$)(transport, { prefix: registry_calls/* MLFLOW_API */.XO, dialect, writeKey: (key) => key });
    const refuse = refuseAs('the model registry of a Databricks workspace has no aliases', {
        hint: 'Name the version by its number, or use the models in Unity Catalog (databricks-uc), which have aliases.',
    });
    return {
        ...(0,mlflow_server/* openMlflowServer */.f_)(transport),
        features: { stages: true, aliases: false, tagValue: TAG_VALUE.workspace },
        versions: async (name, tagged) => {
            const query = { filter: databricksNameFilter(name), max_results: PAGE.versions };
            return (0,mlflow_server/* pickVersions */.bn)((await (0,api_server/* unlessMissing */.F)(() => calls.searchVersions(query))) ?? [], name, tagged);
        },
        newest: async (name) => {
            const latest = (await calls.model(name))?.latest ?? [];
            return latest.toSorted((a, b) => (0,version/* compareVersions */.Zy)(a.version, b.version)).at(-1) ?? null;
        },
        versionByAlias: refuse,
        setAlias: refuse,
        deleteAlias: refuse,
    };
}
/**
 * Opens the models in Unity Catalog: aliases and no stages, names of three levels. A search there returns neither tags
 * nor aliases and takes the model's name only, so `versions` fetches each version by itself, eight at once: a model of a
 * hundred versions takes a hundred and one requests, with `tagged` too. Registering is left to MLflow's client, which
 * uploads the model's files with credentials made for it.
 */
function openUnityCatalog(transport) {
    const { label } = transport;
    const dialect = { label, stages: false, readKey: fromCatalogKey };
    const prefix = `${registry_calls/* MLFLOW_API */.XO}/unity-catalog`;
    const calls = (0,registry_calls/* openCalls */.u$)(transport, { prefix, dialect, writeKey: toCatalogKey });
    const refuseRegistering = refuseAs("stagegate doesn't register versions in Unity Catalog", {
        hint: "Register the version with MLflow's client, which uploads its files, then promote it.",
    });
    /** The versions' numbers, ascending; empty for a model that doesn't exist. */
    const listNumbers = async (name) => {
        const query = { filter: databricksNameFilter(requireThreeLevels(name)), max_results: PAGE.versions };
        // don't compare names: the catalog answers in lower case, however it was asked
        const found = (await (0,api_server/* unlessMissing */.F)(() => calls.searchVersions(query))) ?? [];
        return found.map(({ held }) => held.version).sort(version/* compareVersions */.Zy);
    };
    return {
        ...(0,tracking/* openTracking */.w)(transport),
        label,
        features: { stages: false, aliases: true, tagValue: TAG_VALUE.catalog },
        models: async () => {
            const found = await calls.searchModels({ max_results: PAGE.models });
            return found.map(({ name }) => name).sort();
        },
        model: async (name) => calls.model(requireThreeLevels(name)),
        versions: async (name, tagged) => {
            const limit = (0,p_limit/* default */.A)(AT_ONCE);
            const fetch = (version) => calls.version({ name, version }).catch((error) => {
                // don't ask about thousands of other versions before reporting it
                limit.clearQueue();
                throw error;
            });
            const found = await limit.map(await listNumbers(name), fetch);
            return found
                .filter((held) => held !== null)
                .filter(({ tags }) => tagged === undefined || Object.hasOwn(tags, tagged));
        },
        newest: async (name) => {
            for (const version of (await listNumbers(name)).reverse()) {
                const held = await calls.version({ name, version });
                // null when it was deleted since the search
                if (held !== null)
                    return held;
            }
            return null;
        },
        version: async (at) => calls.version(requireLevelsOf(at)),
        versionByAlias: async (name, alias) => calls.versionByAlias(requireThreeLevels(name), alias),
        setVersionTag: async (at, tag, options) => calls.setVersionTag(requireLevelsOf(at), tag, options),
        deleteVersionTag: async (at, key, options) => calls.deleteVersionTag(requireLevelsOf(at), key, options),
        deleteVersion: async (at, options) => calls.deleteVersion(requireLevelsOf(at), options),
        setAlias: async (at, alias, options) => calls.setAlias(requireLevelsOf(at), alias, options),
        deleteAlias: async (name, alias, options) => calls.deleteAlias(requireThreeLevels(name), alias, options),
        transition: refuseAs('models in Unity Catalog have no stages', {
            hint: 'Set in the policy which alias stands for each stage.',
        }),
        createModel: refuseRegistering,
        createVersion: refuseRegistering,
    };
}
function requireLevelsOf(at) {
    requireThreeLevels(at.name);
    return at;
}
/** @throws StagegateError `input` */
function requireThreeLevels(name) {
    const levels = name.split('.');
    if (levels.length === 3 && !levels.includes(''))
        return name;
    throw new errors/* StagegateError */.qU('input', `${JSON.stringify(name)} can't be a model in Unity Catalog`, {
        hint: 'Name it with its catalog and schema: catalog.schema.model.',
    });
}
function refuseAs(message, details) {
    return () => Promise.reject(new errors/* StagegateError */.qU('unsupported', message, details));
}
/**
 * Finds the versions of a model on Databricks, whose searches take this one condition only.
 * @throws StagegateError `unsupported` for a name that no quotes can hold
 */
function databricksNameFilter(name) {
    const quoted = (0,mlflow_server/* quoteText */.ol)(name);
    if (quoted !== null)
        return `name = ${quoted}`;
    throw new errors/* StagegateError */.qU('unsupported', `Databricks can't search for the model ${JSON.stringify(name)}`, {
        hint: 'Rename the model without quotes and backslashes: a search there has no escapes.',
    });
}
/*
 * Unity Catalog refuses tag keys with any of `. , - = / :`. Our keys have dots, as MLflow's own keys do, so they are
 * kept there with these characters percent-encoded. Other keys are never written, and are read as they are.
 */
const RESERVED = /[%.,\-=/:]/g;
const OURS = 'stagegate%2E';
/** One of our keys as Unity Catalog keeps it. */
function toCatalogKey(key) {
    return key.replace(RESERVED, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
/** The key that a tag in Unity Catalog stands for. */
function fromCatalogKey(key) {
    if (!key.startsWith(OURS))
        return key;
    return key.replace(/%([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/config-files.js


/** The files of this machine. A relative path starts at the working directory. */
function openFiles(home) {
    return {
        home,
        read: async (path) => {
            try {
                return await (0,external_node_fs_promises_.readFile)(path, 'utf8');
            }
            catch (error) {
                if (errorCode(error) === 'ENOENT')
                    return null;
                throw error;
            }
        },
    };
}
/** The code of anything thrown (`ENOENT`, `ECONNREFUSED`); null without one. */
function errorCode(error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
    return typeof code === 'string' ? code : null;
}
async function read(files, path, told) {
    try {
        return await files.read(path);
    }
    catch (error) {
        const { name, hint } = told;
        throw new errors/* StagegateError */.qU('input', `${name} can't be read (${errorCode(error) ?? 'unknown'})`, { hint });
    }
}
/**
 * Reads one of the user's configuration files; `~` is their home.
 * @returns null when there is none
 * @throws StagegateError `input` when it can't be read
 */
async function readConfigFile(files, path) {
    const hint = 'Allow this user to read it, or move it away.';
    return read(files, path.replace(/^~(?=\/)/, files.home), { name: path, hint });
}
/**
 * Reads the PEM file that a variable names.
 * @throws StagegateError `input` when it doesn't exist or can't be read
 */
async function readPemFile(files, variable, path) {
    const hint = 'Name a file in PEM format that this user may read.';
    const text = await read(files, path, { name: `${variable}: ${path}`, hint });
    if (text !== null)
        return text;
    throw new errors/* StagegateError */.qU('input', `${variable}: ${path} doesn't exist`, {
        hint: 'Name a file in PEM format. A relative path starts at the working directory.',
    });
}
/**
 * Parses the format of Python's `configparser`, which MLflow and Databricks read these files with. It has `=` or `:`,
 * continues long values by indentation, and knows no comments or quotes inside a value: both would cut a password.
 * @throws StagegateError `input` with the line, never its text
 */
function parseConfigFile(text, file) {
    const sections = new Map();
    let section = null;
    let key = null;
    let indent = 0;
    const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
    for (const [index, line] of lines.entries()) {
        const refuse = (why) => new errors/* StagegateError */.qU('input', why, { place: { file, line: index + 1 }, hint: HINT });
        const content = line.trim();
        if (content === '' || /^[#;]/.test(content))
            continue;
        const depth = line.search(/\S/);
        if (section !== null && key !== null && depth > indent) {
            section.set(key, `${section.get(key) ?? ''}\n${content}`);
            continue;
        }
        indent = depth;
        const header = /^\[(.+)\]/.exec(content)?.[1];
        if (header !== undefined) {
            if (sections.has(header))
                throw refuse('this section appears twice');
            section = new Map();
            sections.set(header, section);
            key = null;
            continue;
        }
        const option = /^(.+?)\s*[=:]\s*(.*)$/.exec(content);
        if (section === null)
            throw refuse('this line comes before the first [section]');
        if (option === null)
            throw refuse('this line is neither a [section] nor key = value');
        key = (option[1] ?? '').toLowerCase();
        if (section.has(key))
            throw refuse('this key appears twice in its section');
        section.set(key, option[2] ?? '');
    }
    return Object.fromEntries([...sections].map(([name, values]) => [name, Object.fromEntries(values)]));
}
const HINT = 'Write [section] lines, each followed by lines of key = value.';
/**
 * Resolves `%%` in a value to a percent sign, as `configparser` does.
 * @throws StagegateError `input` for a single `%`, which `configparser` refuses too
 */
function interpolate(value, { file, key }) {
    if (/%/.test(value.replaceAll('%%', ''))) {
        throw new errors/* StagegateError */.qU('input', `${file}: ${key} has a single %`, {
            hint: 'Write %% for a percent sign in this file. MLflow requires that too.',
        });
    }
    return value.replaceAll('%%', '%');
}

;// CONCATENATED MODULE: ./build/js/package.json
const package_namespaceObject = {"rE":"0.1.0"};
;// CONCATENATED MODULE: ./build/js/src/version.js

/** The package's version; the bundler keeps only this one field of the file. */
const VERSION = package_namespaceObject.rE;

// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/variables.js

/*
 * Variables as MLflow reads them (mlflow/environment_variables.py), with one difference: an empty value counts as not
 * set, because a workflow's `${{ vars.X }}` is empty when X doesn't exist. MLflow calls it a wrong number or switch.
 */
/** Null when it is empty or not set. */
function readText(env, name) {
    const value = env[name];
    return value === undefined || value.trim() === '' ? null : value;
}
/** @throws StagegateError `input` for anything but true, false, 1 and 0 */
function readSwitch(env, name, fallback) {
    const value = readText(env, name)?.toLowerCase();
    if (value === undefined)
        return fallback;
    if (value === 'true' || value === '1')
        return true;
    if (value === 'false' || value === '0')
        return false;
    throw wrong(name, 'is neither true nor false', 'Set it to true, false, 1 or 0.');
}
/** @throws StagegateError `input` for anything but a whole number in its range */
function readWhole(env, name, range) {
    return readNumber(env, name, { ...range, form: /^[+-]?\d+$/, what: 'a whole number' });
}
/** @throws StagegateError `input` for anything but a finite number in its range */
function readDecimal(env, name, range) {
    const form = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
    return readNumber(env, name, { ...range, form, what: 'a number' });
}
function readNumber(env, name, { fallback, min, max = Number.MAX_SAFE_INTEGER, form, what }) {
    const text = readText(env, name)?.trim();
    if (text === undefined)
        return fallback;
    const value = form.test(text) ? Number(text) : NaN;
    if (value >= min && value <= max)
        return value;
    const bounds = max === Number.MAX_SAFE_INTEGER ? `at least ${min}` : `from ${min} to ${max}`;
    throw wrong(name, `is not ${what} ${bounds}`, `Unset it to use MLflow's default, ${fallback}.`);
}
/**
 * Returns a value that goes into a header unchanged.
 * @throws StagegateError `input` for characters that a header can't hold; the message doesn't show them
 */
function checkHeaderValue(value, name) {
    if (isHeaderValue(value))
        return value;
    throw wrong(name, "contains a character that can't be sent in a header", 'Remove line breaks and surrounding spaces. A secret that was read from a file often ends with a line break.');
}
/** Printable ASCII, without spaces around it. */
function isHeaderValue(value) {
    return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value);
}
function wrong(name, what, hint) {
    return new errors/* StagegateError */.qU('input', `${name} ${what}`, { hint });
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/network-settings.js





/**
 * Chooses the proxy for a server by Python's rules, which MLflow follows: `https_proxy` for https and `http_proxy` for
 * http, else `all_proxy`, unless `no_proxy` names the host. Lower case wins over upper case, and an empty value means
 * none. undici's EnvHttpProxyAgent can't replace this: it doesn't know ALL_PROXY, networks or subdomains in NO_PROXY,
 * sends https through HTTP_PROXY, and can't tell which variable named the proxy, which every error about one says.
 * @param origin `https://mlflow.example.com:5000`
 * @throws StagegateError `input` for a malformed address, `unsupported` for a SOCKS proxy
 */
function chooseProxy(origin, env) {
    const url = new URL(origin);
    const [scheme = ''] = url.protocol.split(':');
    const named = lookUp(env, `${scheme}_proxy`) ?? lookUp(env, 'all_proxy');
    const exempt = readText(env, 'no_proxy') ?? readText(env, 'NO_PROXY') ?? '';
    return named === null || isExempt(url, exempt) ? null : parseProxy(named.value, named.variable);
}
function lookUp(env, name) {
    // an empty variable in lower case cancels the one in upper case
    const variable = [name, name.toUpperCase()].find((each) => env[each] !== undefined) ?? name;
    const value = env[variable]?.trim() ?? '';
    return value === '' ? null : { variable, value };
}
function isExempt(url, list) {
    const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
    const withPort = url.port === '' ? host : `${host}:${url.port}`;
    if (list.trim() === '*')
        return true;
    return list.split(',').some((entry) => {
        const name = entry.trim().toLowerCase().replace(/^\.+/, '');
        if (name === '')
            return false;
        if ([host, withPort].some((own) => own === name || own.endsWith(`.${name}`)))
            return true;
        return isInNetwork(host, name);
    });
}
/** `10.1.2.3` in `10.0.0.0/8`; IPv4 only, as in Python's requests. */
function isInNetwork(host, network) {
    const [base = '', bits = ''] = network.split('/');
    const [address, start] = [toNumber(host), toNumber(base)];
    if (address === null || start === null || !/^(?:[1-9]|[12]\d|3[0-2])$/.test(bits))
        return false;
    const size = 2 ** (32 - Number(bits));
    return Math.floor(address / size) === Math.floor(start / size);
}
function toNumber(ipv4) {
    const parts = ipv4.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : NaN));
    if (parts.length !== 4 || !parts.every((part) => part <= 255))
        return null;
    return parts.reduce((sum, part) => sum * 256 + part, 0);
}
function parseProxy(value, variable) {
    const uri = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
    if (!URL.canParse(uri)) {
        throw new errors/* StagegateError */.qU('input', `${variable} isn't a valid URL`, {
            hint: 'Write it as http://proxy.example.com:3128.',
        });
    }
    const url = new URL(uri);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        throw new errors/* StagegateError */.qU('unsupported', `${variable} names a ${url.protocol}// proxy`, {
            hint: 'Use an http:// or https:// proxy, or name the server in NO_PROXY.',
        });
    }
    const [user = '', password = ''] = [url.username, url.password].map(server_location/* decodeLogin */.iE);
    const login = user === '' && password === '' ? null : { user, password };
    return { address: url.origin, login, from: variable };
}
/** For a server without TLS. */
const NO_TLS = { verify: true, authorities: null, clientCertificate: null, from: null };
const INSECURE = 'MLFLOW_TRACKING_INSECURE_TLS';
const AUTHORITIES = 'MLFLOW_TRACKING_SERVER_CERT_PATH';
const CLIENT = 'MLFLOW_TRACKING_CLIENT_CERT_PATH';
/** Those of Python's requests, in its order. It ignores SSL_CERT_FILE. */
const BUNDLES = ['REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'];
/**
 * Reads MLflow's settings for TLS, else those of Python's requests.
 * @throws StagegateError `input` for settings that contradict each other, and files without a certificate
 */
async function readTls(env, files) {
    const insecure = readSwitch(env, INSECURE, false);
    if (insecure && readText(env, AUTHORITIES) !== null) {
        throw new errors/* StagegateError */.qU('input', `${INSECURE} and ${AUTHORITIES} are both set`, {
            hint: `Unset ${INSECURE}: the certificate is enough to verify the server.`,
        });
    }
    const trusted = insecure
        ? { authorities: null, from: null }
        : await readAuthorities(env, files, [AUTHORITIES, ...BUNDLES]);
    return { verify: !insecure, ...trusted, clientCertificate: await readClientCertificate(env, files) };
}
/**
 * The same for Databricks, whose client doesn't know MLflow's variables.
 * @throws StagegateError as `readTls`
 */
async function readDatabricksTls(env, files) {
    return { ...NO_TLS, ...(await readAuthorities(env, files, BUNDLES)) };
}
async function readAuthorities(env, files, variables) {
    const variable = variables.find((each) => readText(env, each) !== null);
    const path = variable === undefined ? null : readText(env, variable);
    if (variable === undefined || path === null)
        return { authorities: null, from: null };
    const pem = await readPemFile(files, variable, path);
    if (/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(pem))
        return { authorities: pem, from: variable };
    throw new errors/* StagegateError */.qU('input', `${variable}: ${path} contains no certificate`, {
        hint: 'Name a file that has -----BEGIN CERTIFICATE----- (PEM). To convert the binary form, run openssl x509 -inform der.',
    });
}
async function readClientCertificate(env, files) {
    const path = readText(env, CLIENT);
    if (path === null)
        return null;
    const pem = await readPemFile(files, CLIENT, path);
    try {
        (0,external_node_tls_.createSecureContext)({ cert: pem, key: pem });
        return pem;
    }
    catch (error) {
        const message = `${CLIENT}: ${path} isn't a usable client certificate (${errorCode(error) ?? 'unreadable'})`;
        throw new errors/* StagegateError */.qU('input', message, {
            hint: 'Put the certificate and its private key, without a passphrase, into one file in PEM format.',
        });
    }
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/credentials.js


const USER = 'MLFLOW_TRACKING_USERNAME';
const PASSWORD = 'MLFLOW_TRACKING_PASSWORD';
const TOKEN = 'MLFLOW_TRACKING_TOKEN';
const FILE = '~/.mlflow/credentials';
/** `from` of a login in the URI, whose user is a secret too. */
const FROM_URI = "the user and password in the registry's URI";
/**
 * Finds MLflow's credentials in the order of its client: the login in the URI, then user and password (each from its
 * variable or the file), then the token.
 * @throws StagegateError `input` for an unreadable file, or a token that a header can't hold
 */
async function findMlflowCredentials(login, env, files) {
    if (login !== null)
        return { kind: 'basic', ...login, from: FROM_URI };
    const stored = await readStored(files);
    const user = readText(env, USER) ?? stored.user;
    const password = readText(env, PASSWORD) ?? stored.password;
    if (user !== null && password !== null) {
        const sources = [USER, PASSWORD].map((variable) => (readText(env, variable) === null ? FILE : variable));
        return { kind: 'basic', user, password, from: [...new Set(sources)].join(' and ') };
    }
    const token = readText(env, TOKEN);
    if (token !== null)
        return { kind: 'token', token: checkHeaderValue(token, TOKEN), from: TOKEN };
    if (user !== null)
        return { kind: 'none', from: `a user is set, but ${PASSWORD} is not` };
    if (password !== null)
        return { kind: 'none', from: `a password is set, but ${USER} is not` };
    return { kind: 'none', from: `neither ${USER} and ${PASSWORD} nor ${TOKEN} is set` };
}
async function readStored(files) {
    const text = await readConfigFile(files, FILE);
    const sections = text === null ? {} : parseConfigFile(text, FILE);
    const own = sections['mlflow'];
    const values = own === undefined ? {} : { ...sections['DEFAULT'], ...own };
    const value = (key) => {
        const raw = values[key] ?? '';
        return raw === '' ? null : interpolate(raw, { file: FILE, key });
    };
    return { user: value(USER.toLowerCase()), password: value(PASSWORD.toLowerCase()) };
}
/** The header for a user and a password. */
function basicAuthorization({ user, password }) {
    return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/databricks.js



/** The fields of `.databrickscfg` that are read, and their variables. */
const VARIABLES = {
    host: 'DATABRICKS_HOST',
    token: 'DATABRICKS_TOKEN',
    client_id: 'DATABRICKS_CLIENT_ID',
    client_secret: 'DATABRICKS_CLIENT_SECRET',
    auth_type: 'DATABRICKS_AUTH_TYPE',
    workspace_id: 'DATABRICKS_WORKSPACE_ID',
};
/**
 * Finds host and credentials by the rules of Databricks' own client: variables win over the profile's fields, and the
 * default profile is only read when neither a variable nor a profile is given.
 * @throws StagegateError `input` for missing or contradicting settings, `unsupported` for other ways to log in
 */
async function readDatabricks(address, env, files) {
    const variables = collect((field) => ({ value: readText(env, VARIABLES[field]), from: VARIABLES[field] }));
    const profile = await readProfile(address, variables, { env, files });
    refuseTwoHosts(address, variables, profile);
    const fields = { ...profile, ...variables };
    const { workspace_id: id } = fields;
    return {
        origin: readHost(fields.host, address),
        credentials: chooseCredentials(fields, address),
        workspaceId: id === undefined ? null : checkHeaderValue(id.value, id.from),
    };
}
function collect(find) {
    const found = {};
    for (const field of Object.keys(VARIABLES)) {
        const { value, from } = find(field);
        if (typeof value === 'string' && value !== '')
            found[field] = { value, from };
    }
    return found;
}
async function readProfile(address, { host, token, client_id, client_secret }, { env, files }) {
    const named = address.profile ?? readText(env, 'DATABRICKS_CONFIG_PROFILE');
    if (named === null && (host ?? token ?? client_id ?? client_secret) !== undefined)
        return {};
    const path = readText(env, 'DATABRICKS_CONFIG_FILE') ?? '~/.databrickscfg';
    const text = await readConfigFile(files, path);
    const sections = text === null ? {} : parseConfigFile(text, path);
    const name = named ?? (sections['__settings__']?.['default_profile'] || 'DEFAULT');
    const values = sections[name];
    if (values === undefined && named !== null) {
        const names = Object.keys(sections).filter((section) => section !== '__settings__');
        throw new errors/* StagegateError */.qU('input', `${path} has no profile ${JSON.stringify(named)}`, {
            hint: names.length === 0
                ? 'Create it with: databricks configure --profile NAME'
                : `Use one of its profiles: ${names.join(', ')}.`,
        });
    }
    return collect((field) => ({ value: values?.[field], from: `profile ${name} of ${path}` }));
}
/** The URI's profile names the workspace. A leftover variable must not send a promotion to another one. */
function refuseTwoHosts(address, variables, profile) {
    if (address.profile === null || variables.host === undefined || profile.host === undefined)
        return;
    if (parseHost(variables.host) === parseHost(profile.host))
        return;
    throw new errors/* StagegateError */.qU('input', `DATABRICKS_HOST differs from the host in ${profile.host.from}`, {
        hint: `Unset DATABRICKS_HOST, or write ${address.kind} without a profile.`,
    });
}
function readHost(host, address) {
    if (host !== undefined)
        return parseHost(host);
    throw new errors/* StagegateError */.qU('input', `the registry is ${address.kind}, but no Databricks host is given`, {
        hint: 'Set DATABRICKS_HOST (https://….cloud.databricks.com) and DATABRICKS_TOKEN, or name a profile of ~/.databrickscfg: databricks://profile.',
    });
}
/** Only the origin counts: an address pasted from the browser goes on after it. */
function parseHost({ value, from }) {
    const uri = value.includes('://') ? value.trim() : `https://${value.trim()}`;
    const url = URL.canParse(uri) ? new URL(uri) : null;
    if (url !== null && /^https?:$/.test(url.protocol))
        return url.origin;
    throw new errors/* StagegateError */.qU('input', `the Databricks host in ${from} isn't a valid address`, {
        hint: 'Write it as https://dbc-1234.cloud.databricks.com.',
    });
}
function chooseCredentials(fields, address) {
    const { token, client_id: client, client_secret: secret } = fields;
    const type = fields.auth_type?.value ?? chooseAuthType(fields);
    if (type === 'pat' && token !== undefined) {
        return { kind: 'token', token: checkHeaderValue(token.value, token.from), from: token.from };
    }
    if (type === 'oauth-m2m' && client !== undefined && secret !== undefined) {
        const from = [...new Set([client.from, secret.from])].join(' and ');
        return { kind: 'oauth', client: client.value, secret: secret.value, from };
    }
    if (type !== null && type !== 'pat' && type !== 'oauth-m2m') {
        const message = `stagegate doesn't support the Databricks authentication ${JSON.stringify(type)}`;
        throw new errors/* StagegateError */.qU('unsupported', message, {
            hint: 'Use a token (pat: DATABRICKS_TOKEN) or a service principal (oauth-m2m: DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET).',
        });
    }
    const message = `the registry is ${address.kind}, but no Databricks credentials are given`;
    throw new errors/* StagegateError */.qU('input', message, {
        hint: 'Set DATABRICKS_TOKEN, or DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET, or name a profile of ~/.databrickscfg that has them: databricks://profile.',
    });
}
function chooseAuthType({ token, client_id: client, client_secret: secret }) {
    if (token === undefined)
        return client !== undefined && secret !== undefined ? 'oauth-m2m' : null;
    const other = client ?? secret;
    if (other === undefined)
        return 'pat';
    const message = `there is more than one Databricks credential: ${token.from} and ${other.from}`;
    throw new errors/* StagegateError */.qU('input', message, {
        hint: 'Unset one, or choose with DATABRICKS_AUTH_TYPE: pat or oauth-m2m.',
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/settings.js






const MAX_RETRIES = 'MLFLOW_HTTP_REQUEST_MAX_RETRIES';
/** Seconds; Node's timers can't do more than 24 days. */
const MAX_TIMEOUT = 1_000_000;
/**
 * Reads MLflow's own variables, with its meanings, precedence and defaults; for Databricks, those of Databricks.
 * @throws StagegateError `input` for a wrong value, `unsupported` for a way to authenticate that stagegate lacks
 */
async function readServerSettings(address, env, files) {
    const isMlflow = address.kind === 'http';
    const own = isMlflow ? await readMlflow(address, env, files) : await readWorkspace(address, env, files);
    const proxy = chooseProxy(own.origin, env);
    const secure = [own.origin, proxy?.address].some((url) => url?.startsWith('https:'));
    return {
        kind: address.kind,
        ...own,
        proxy,
        tls: secure ? await (isMlflow ? readTls : readDatabricksTls)(env, files) : NO_TLS,
        headers: { 'user-agent': `stagegate/${VERSION}`, accept: 'application/json', ...own.headers },
        // the limits are MLflow's: _MLFLOW_HTTP_REQUEST_MAX_RETRIES_LIMIT, …_MAX_BACKOFF_FACTOR_LIMIT
        timeout: readWhole(env, 'MLFLOW_HTTP_REQUEST_TIMEOUT', { fallback: 120, min: 1, max: MAX_TIMEOUT }),
        retries: {
            max: readWhole(env, MAX_RETRIES, { fallback: 7, min: 0, max: 10 }),
            isMaxGiven: readText(env, MAX_RETRIES) !== null,
            factor: readWhole(env, 'MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR', { fallback: 2, min: 0, max: 120 }),
            jitter: readDecimal(env, 'MLFLOW_HTTP_REQUEST_BACKOFF_JITTER', { fallback: 1, min: 0 }),
            respectRetryAfter: readSwitch(env, 'MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER', true),
        },
    };
}
async function readMlflow({ origin, basePath, login }, env, files) {
    if (readSwitch(env, 'MLFLOW_TRACKING_AWS_SIGV4', false))
        throw cannotSign('MLFLOW_TRACKING_AWS_SIGV4');
    if (readText(env, 'MLFLOW_TRACKING_AUTH') !== null)
        throw cannotSign('MLFLOW_TRACKING_AUTH');
    const workspace = readText(env, 'MLFLOW_WORKSPACE')?.trim() ?? null;
    const headers = workspace === null ? {} : { 'x-mlflow-workspace': checkHeaderValue(workspace, 'MLFLOW_WORKSPACE') };
    const credentials = await findMlflowCredentials(login, env, files);
    return { label: `${origin}${basePath}`, origin, basePath, credentials, headers, workspace };
}
function cannotSign(variable) {
    const message = `${variable} asks for a way to sign requests that stagegate doesn't support`;
    return new errors/* StagegateError */.qU('unsupported', message, {
        hint: `Unset ${variable} and use MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.`,
    });
}
async function readWorkspace(address, env, files) {
    const { origin, credentials, workspaceId } = await readDatabricks(address, env, files);
    const headers = workspaceId === null ? {} : { 'x-databricks-org-id': workspaceId };
    return {
        label: `${address.kind} (${origin})`,
        origin,
        basePath: '',
        credentials,
        headers,
        workspace: null,
    };
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(24371);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/exchange.js




/** Bytes of one answer: a page of a thousand versions with long tags has a few MiB. */
const MAX_ANSWER = 64 * 1024 * 1024;
/** Sends a request once and follows no redirect. Never rejects: the outcome says what went wrong. */
async function exchange(dispatcher, wire) {
    let sent = false;
    try {
        const response = await (0,undici.request)(wire.url, {
            dispatcher: dispatcher.compose(tellWhenSent(() => (sent = true))),
            method: wire.method,
            headers: wire.headers,
            body: wire.body,
            headersTimeout: wire.timeout * 1_000,
            bodyTimeout: wire.timeout * 1_000,
            // against an answer that comes in drops: the time to connect and the time to answer
            signal: AbortSignal.timeout(2 * wire.timeout * 1_000),
        });
        const { headers, statusCode: status } = response;
        const bytes = Buffer.from(await response.body.arrayBuffer());
        // undici frees a connection one round of the event loop later: wait, so that the next request gets it
        await (0,promises_.setImmediate)();
        return {
            kind: 'answer',
            status,
            contentType: (first(headers['content-type']) ?? '').replace(/;.*$/s, '').trim().toLowerCase(),
            retryAfter: first(headers['retry-after']),
            location: first(headers['location']),
            text: bytes.toString('utf8'),
            utf8: (0,external_node_buffer_.isUtf8)(bytes),
        };
    }
    catch (error) {
        // when several addresses were tried, the last one's words
        const errors = property(error, 'errors');
        const last = Array.isArray(errors) ? errors.at(-1) : error;
        // `TimeoutError` is known by its name: its code is a number
        const code = errorCode(error) ?? asText(property(error, 'name')) ?? 'UNKNOWN';
        return { kind: 'broken', sent, code, detail: asText(property(last, 'message')) ?? String(last) };
    }
}
/** Undici passes a connection to its handler just before it writes the request. */
function tellWhenSent(tell) {
    return (dispatch) => (options, handler) => {
        class Watching extends undici.DecoratorHandler {
            onConnect(abort) {
                tell();
                handler.onConnect?.(abort);
            }
        }
        return dispatch(options, new Watching(handler));
    };
}
function first(header) {
    return (typeof header === 'string' ? header : header?.[0]) ?? null;
}
function property(value, key) {
    return typeof value === 'object' && value !== null ? value[key] : undefined;
}
function asText(value) {
    return typeof value === 'string' ? value : null;
}
/** The JSON object in a text; null when there is none. */
function parseObject(text) {
    const value = parseJson(text);
    return isObject(value) ? value : null;
}
/** The JSON value of a text; undefined when it isn't JSON. */
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** The object of a successful answer; null for any other answer or none. */
function readResult(outcome) {
    const isResult = outcome.kind === 'answer' && outcome.status === 200 && outcome.utf8;
    return isResult ? parseObject(outcome.text) : null;
}
/** MLflow's `{error_code, message}` in an answer; null fields where there is none. */
function readError(text) {
    const { error_code: code, message } = parseObject(text) ?? {};
    return { errorCode: asText(code), message: asText(message) };
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/failure-table.js

const SET_CREDENTIALS = 'Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.';
const SET_CLIENT_CERTIFICATE = 'Set MLFLOW_TRACKING_CLIENT_CERT_PATH to a PEM file with certificate and key, if the server asks for a client certificate.';
const CHECK_FIREWALL = 'Check for a firewall in between, and whether this machine has to be on a VPN.';
const CHECK_NETWORK = "Check this machine's network.";
const FAILURES = [
    // 200 without a JSON object
    {
        when: ({ status, contentType, text }) => status === 200 && (contentType === 'text/html' || /^\s*</.test(text)),
        message: ({ server, seen }) => `${server} answered with a web page instead of JSON (${seen})`,
        hint: (facts) => `Open ${facts.settings.label} in a browser: a gateway before MLflow may ask for a login, or another site answers there${viaProxy(facts)}.`,
    },
    notResult(({ text }) => text.trim() === '', 'an empty body'),
    notResult(({ utf8 }) => !utf8, "text that isn't UTF-8"),
    notResult(({ text }) => parseJson(text) !== undefined, "JSON that isn't an object"),
    notResult(() => true, 'broken or truncated JSON'),
    // refusals
    {
        when: ({ status }) => status !== null && status >= 300 && status < 400,
        message: (facts) => `${facts.server} answered ${facts.status ?? ''}: it redirects to ${readTarget(facts) ?? 'another address'}`,
        hint: 'Give the address where MLflow itself answers. Redirects are not followed, because a write could get lost on the way. A redirect to a login page means that a gateway before MLflow asks for a login.',
    },
    // Databricks answers 403 for a token that is wrong or has expired
    {
        when: ({ status, settings, text }) => status === 401 || (status === 403 && settings.kind !== 'http' && /access token/i.test(text)),
        hint: checkCredentials,
    },
    // MLflow 3.5 and later
    {
        when: ({ status, text }) => status === 403 && /invalid host header/i.test(text),
        message: ({ server, settings, quote, text }) => `${server} refuses requests for the host ${new URL(settings.origin).host} (${quote(text)})`,
        hint: ({ settings }) => `Add ${new URL(settings.origin).host} to the server's --allowed-hosts (or MLFLOW_SERVER_ALLOWED_HOSTS).`,
    },
    {
        when: ({ status, settings }) => status === 403 && settings.kind === 'databricks-uc',
        hint: 'Grant the account APPLY TAG and EXECUTE on the model, and USE SCHEMA and USE CATALOG above it. To set aliases, it has to own the model.',
    },
    {
        when: ({ status, settings }) => status === 403 && settings.kind === 'databricks',
        hint: 'Grant the account CAN MANAGE PRODUCTION VERSIONS on the model to promote (CAN READ is enough to look).',
    },
    {
        when: ({ status, text, errorCode }) => status === 403 && (/permission denied/i.test(text) || errorCode === 'PERMISSION_DENIED'),
        hint: 'Grant the account EDIT on the registered model: it covers stages, tags and aliases (READ is enough to look). Deleting an alias or a tag needs MANAGE.',
    },
    onStatus([403], ({ settings: { credentials } }) => {
        const from = credentials.kind === 'none'
            ? 'no credentials were sent'
            : `its credentials came from ${credentials.from}`;
        return `Check that MLflow, or a gateway before it, lets this account in (${from}).`;
    }),
    {
        when: ({ status }) => status === 407,
        message: ({ settings: { proxy, label } }) => `the proxy ${proxy?.address ?? 'on the way'} asks for a login before it passes on requests to ${label}`,
        hint: ({ settings: { proxy } }) => putLoginInto(proxy?.from ?? 'HTTP_PROXY'),
    },
    {
        when: ({ errorCode }) => errorCode === 'FEATURE_DISABLED',
        hint: ({ settings }) => settings.workspace === null
            ? undefined
            : 'Unset MLFLOW_WORKSPACE, or start the server with --enable-workspaces: it has no workspaces.',
    },
    // nginx says so after the handshake
    { when: ({ text }) => /No required SSL certificate was sent/i.test(text), hint: SET_CLIENT_CERTIFICATE },
    {
        when: ({ text }) => /plain HTTP request was sent to (?:an )?HTTPS/i.test(text),
        message: ({ server }) => `${server} only answers https`,
        hint: ({ settings }) => `Give the address with https: ${settings.label.replace(/^http:/, 'https:')}`,
    },
    {
        when: ({ status, errorCode }) => (status === 404 || status === 405) && errorCode === null,
        message: ({ said }) => `${said}; MLflow's API is not at this address`,
        hint: (facts) => `${checkPath(facts.settings)} Something other than MLflow may answer there${viaProxy(facts)}.`,
    },
    // trouble at the server
    onStatus([408], 'Check the network: the server waited too long for the request.'),
    onStatus([413], 'Raise the limit on the size of requests in the gateway before MLflow.'),
    onStatus([429], 'Run it again later, or with fewer jobs at a time: the server limits the rate of requests.'),
    onStatus([502, 504], (f) => `Check that MLflow is up: a gateway before it got no answer${viaProxy(f)}.`),
    onStatus([503], (f) => `Check the server's log and database: it is too busy, or not up${viaProxy(f)}.`),
    { when: ({ status }) => status !== null && status >= 500, hint: "Check the server's log." },
    { when: ({ status }) => status !== null },
    // no answer: the proxy refused
    {
        when: ({ tunnel }) => tunnel !== null,
        message: ({ settings: { proxy, label }, tunnel }) => `the proxy ${proxy?.address ?? ''} doesn't connect to ${label}: it answered ${tunnel ?? ''}`,
        hint: ({ settings, tunnel }) => explainTunnel(settings.proxy?.from ?? '', tunnel ?? 0),
    },
    // no answer: certificates and handshakes
    onError(/wrong[_ ]version[_ ]number|packet[_ ]length[_ ]too[_ ]long|http[_ ]request/i, "doesn't speak https", ({ settings: { proxy } }) => `Give the address with http: if that is what it speaks, or use its https port${proxy === null ? '' : `, or check ${proxy.from}`}.`),
    {
        when: ({ code }) => code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'UND_ERR_PRX_TLS',
        message: ({ server, quote, detail }) => `${server} has a certificate for another name: ${quote(detail)}`,
        hint: 'Give the address by a name in the certificate.',
    },
    onError(/^CERT_\S*(?:EXPIRED|NOT_YET_VALID)/, "has a certificate that isn't valid now", "Renew it, or check this machine's clock."),
    onError(/^\S*(?:SELF_SIGNED|UNABLE_TO_|INVALID_CA|CERT_UNTRUSTED)/, "has a certificate that isn't trusted", ({ settings: { tls, kind } }) => tls.from === null
        ? `Set ${kind === 'http' ? 'MLFLOW_TRACKING_SERVER_CERT_PATH' : 'REQUESTS_CA_BUNDLE'} to a PEM file with the certificate of the authority that signed it. Or set NODE_EXTRA_CA_CERTS to it, which also covers GitHub's API.`
        : `Add the certificate of the authority that signed it, and those in between, to the file in ${tls.from}.`),
    onError(/ALERT_|alert/, 'refused the TLS connection', ({ settings: { tls } }) => tls.clientCertificate === null
        ? SET_CLIENT_CERTIFICATE
        : 'Check that the server trusts the authority of the certificate in MLFLOW_TRACKING_CLIENT_CERT_PATH.'),
    {
        when: ({ code }) => /^ERR_(?:SSL|TLS)_|^EPROTO$/.test(code),
        message: ({ settings, quote, detail }) => `the TLS connection to ${settings.label} failed: ${quote(detail)}`,
        hint: 'Check which versions of TLS the server allows.',
    },
    // no answer although the request went out
    {
        when: ({ code, sent }) => sent && ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'TimeoutError'].includes(code),
        message: ({ server, settings }) => `${server} did not answer within ${settings.timeout} s`,
        hint: "Check the server's log: it may be too busy. Or raise MLFLOW_HTTP_REQUEST_TIMEOUT (in seconds).",
    },
    {
        when: ({ code }) => code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE',
        message: ({ server }) => `${server} answered with more than ${MAX_ANSWER / 1024 / 1024} MiB`,
        hint: ({ settings }) => `Check that ${settings.label} is MLflow's address.`,
    },
    onError(/^HPE_/, "answered with something that isn't HTTP", ({ settings: { origin } }) => `Check the port${origin.startsWith('http:') ? ', and whether it speaks https' : ''}.`),
    {
        when: ({ sent }) => sent,
        message: ({ server, code }) => `${server} closed the connection before the whole answer arrived (${code})`,
        hint: ({ settings }) => `Check the server's log: it, or a gateway before it, may have been restarted.${otherReasonToClose(settings)}`,
    },
    // not reached
    unreached(['ECONNREFUSED'], 'nothing listens there', 'Check that the server is running and that the port is right.'),
    unreached(['ENOTFOUND'], 'its name is unknown', 'Check the name, and that this machine can resolve it (a VPN, a runner inside the network).'),
    unreached(['EAI_AGAIN'], 'its name lookup failed', "Check the name, and this machine's DNS and network."),
    // the last one: a proxy that doesn't say whether it opens a tunnel
    unreached(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT'], 'no connection in time', CHECK_FIREWALL),
    unreached(['EHOSTUNREACH'], 'there is no route to its host', CHECK_NETWORK),
    unreached(['ENETUNREACH'], 'there is no route to its network', CHECK_NETWORK),
    unreached(null, null, "Check the server's address and the network."),
];
/** A 200 that is not the JSON object it should be. */
function notResult(when, what) {
    return {
        when: (facts) => facts.status === 200 && when(facts),
        message: ({ server, seen, text }) => `${server} answered with ${what}${text.trim() === '' ? '' : ` (${seen})`}`,
        hint: (facts) => `Check that ${facts.settings.label} is MLflow's address${viaProxy(facts)}, then run it again.`,
    };
}
function onStatus(statuses, hint) {
    return { when: ({ status }) => status !== null && statuses.includes(status), hint };
}
/** @param pattern looked for in the error's code and words */
function onError(pattern, what, hint) {
    return {
        when: ({ code, detail }) => pattern.test(`${code} ${detail}`),
        message: ({ server, code }) => `${server} ${what} (${code})`,
        hint,
    };
}
/** @param codes null for any code; @param why null for the error's own words */
function unreached(codes, why, hint) {
    return {
        when: ({ code }) => codes?.includes(code) ?? true,
        message: ({ server, settings: { proxy, label }, quote, code, detail }) => {
            const who = proxy === null ? server : `the proxy ${proxy.address} on the way to ${label}`;
            return `${who} can't be reached: ${why ?? quote(`${code}: ${detail}`)}`;
        },
        hint: ({ settings: { proxy } }) => (proxy === null ? hint : `${hint} ${exempt(proxy.from)}`),
    };
}
function checkCredentials({ settings: { credentials, kind } }) {
    if (credentials.kind === 'none')
        return `${SET_CREDENTIALS} No credentials were sent: ${credentials.from}.`;
    const isToken = credentials.kind === 'token';
    const what = isToken ? 'token' : credentials.kind === 'basic' ? 'user and password' : 'id and secret';
    const valid = `${isToken ? 'is' : 'are'} valid${kind === 'http' ? '' : ' for this workspace'}`;
    const from = `${isToken ? 'It' : 'They'} came from ${credentials.from}.`;
    const note = ' A server with --app-name basic-auth only takes a user and a password.';
    return `Check that the ${what} ${valid}. ${from}${isToken && kind === 'http' ? note : ''}`;
}
function checkPath({ kind, basePath }) {
    if (kind !== 'http')
        return 'Check that DATABRICKS_HOST is the address of a workspace.';
    if (basePath !== '')
        return `Check the path ${basePath} (--static-prefix, or the gateway's path).`;
    return 'Add the path to the address (http://…/mlflow) if the server runs with --static-prefix or behind a gateway.';
}
/** Some servers close a connection for these reasons too, without a word. */
function otherReasonToClose({ origin, tls }) {
    if (origin.startsWith('http:'))
        return ' Also check whether its port speaks https.';
    if (tls.clientCertificate !== null)
        return '';
    return ' Also check whether it asks for a client certificate (MLFLOW_TRACKING_CLIENT_CERT_PATH).';
}
function explainTunnel(from, status) {
    if (status === 407)
        return `${putLoginInto(from)} The proxy asks for a login.`;
    if (status >= 500)
        return `Check that the server is up and that the proxy can reach it. ${exempt(from)}`;
    return `Check the proxy's rules for this host and port. ${exempt(from)}`;
}
const putLoginInto = (from) => `Put user and password into ${from}: http://user:password@proxy:3128.`;
const exempt = (from) => `The proxy comes from ${from}; NO_PROXY exempts a host from it.`;
/** The proxy in between, for the end of a sentence; empty without one. */
function viaProxy({ settings: { proxy } }) {
    return proxy === null ? '' : ` (requests go through the proxy ${proxy.address} from ${proxy.from})`;
}
/** Where a redirect leads, without its query, which may hold a token. */
function readTarget({ location, settings, quote }) {
    const base = `${settings.origin}${settings.basePath}/`;
    if (location === null || !URL.canParse(location, base))
        return null;
    const { origin, pathname } = new URL(location, base);
    return origin === 'null' ? null : quote(`${origin}${pathname.replace(/\/api\/\d.*$/, '')}`);
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/retry.js


/** MLflow's list, in utils/request_utils.py: failures that may be gone a moment later. */
const TRANSIENT = new Set([408, 429, 500, 502, 503, 504]);
/** The longest wait between two tries in seconds, unless the server asks for more. As in MLflow (urllib3). */
const MAX_BACKOFF = 120;
/** The longest wait in seconds that a server may ask for: a job costs money while it waits. */
const MAX_RETRY_AFTER = 600;
/**
 * Seconds to keep trying a server that has never been reached: its address is probably wrong. MLflow's client retries
 * for minutes, which only helps with a server that is restarting.
 */
const FIRST_CONTACT = 8;
/** Waiting won't help: nothing listens there, or the name or the route doesn't exist. */
const NOT_THERE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** Connections that fail the same way however often they are tried. */
const LASTING = /CERT|SELF_SIGNED|UNABLE_TO_|INVALID_CA|HOSTNAME_MISMATCH|^ERR_TLS_|^ERR_SSL_|^EPROTO$|^HPE_|^UND_ERR_(?:INVALID_ARG|RES_EXCEEDED_MAX_SIZE|PRX_TLS)/;
/** With TLS 1.3 the server may refuse our certificate after we wrote the request, which it doesn't read then. */
const REFUSED_HANDSHAKE = /^ERR_SSL_\w*_ALERT_(?:\w*CERTIFICATE\w*|UNKNOWN_CA|HANDSHAKE_FAILURE|ACCESS_DENIED)$/;
/** Whether another try may succeed. */
function isTransient(outcome) {
    if (outcome.kind === 'answer') {
        return TRANSIENT.has(outcome.status) && readError(outcome.text).errorCode !== 'FEATURE_DISABLED';
    }
    const proxy = proxyStatus(outcome);
    return proxy === null ? !LASTING.test(outcome.code) : TRANSIENT.has(proxy);
}
/** Whether the server certainly did nothing: it refused, or the request never reached it. */
function isDefinite(outcome) {
    if (outcome.kind === 'broken') {
        return !outcome.sent || proxyStatus(outcome) !== null || REFUSED_HANDSHAKE.test(outcome.code);
    }
    const { status } = outcome;
    // Envoy also answers 503 for a server that it lost after it had passed the request on
    if (status === 503)
        return !/reset reason: (?!(?:remote |local )?connection failure|overflow)/i.test(outcome.text);
    if (status === 500)
        return readError(outcome.text).errorCode === 'FEATURE_DISABLED';
    return status !== 408 && status !== 303 && status >= 300 && status < 500;
}
/** The status that a proxy answered instead of opening a tunnel; null when it wasn't that. */
function proxyStatus({ detail }) {
    const status = /Proxy response \((\d{3})\)/.exec(detail)?.[1] ??
        /Proxy Authentication Required \((407)\)/.exec(detail)?.[1];
    return status === undefined ? null : Number(status);
}
/**
 * Seconds to wait before a retry, as urllib3 counts them for MLflow: what the server asks for, else nothing the first
 * time and then twice as long each time.
 */
function secondsToWait({ nth, outcome, settings, random, now }) {
    const asked = outcome.kind === 'answer' && settings.respectRetryAfter ? parseRetryAfter(outcome.retryAfter, now) : 0;
    if (asked > 0)
        return Math.min(asked, MAX_RETRY_AFTER);
    if (nth <= 1)
        return 0;
    return Math.min(settings.factor * 2 ** (nth - 1) + random * settings.jitter, MAX_BACKOFF);
}
/** Seconds from now; 0 for a time in the past, and for anything that is neither seconds nor a date. */
function parseRetryAfter(header, now) {
    const text = header?.trim() ?? '';
    if (/^\d+$/.test(text))
        return Number(text);
    // an HTTP date starts with letters; Date.parse would accept almost any number
    const time = /^[a-z]{3}/i.test(text) ? Date.parse(text) : NaN;
    return Number.isNaN(time) ? 0 : Math.max(0, (time - now.getTime()) / 1_000);
}
/**
 * Sends a request until the outcome is final, it may not be sent again, or no retries are left.
 * @throws what `send` throws; a ServerFailure is only definite when all tries before it were
 */
async function attemptRequest(send, options) {
    const { settings, repeat, contact, pace, onWait } = options;
    const began = pace.now().getTime();
    let definite = true;
    for (let tries = 1;; tries++) {
        const outcome = await send().catch((error) => {
            throw definite ? error : leaveOpen(error);
        });
        contact.wasReached ||= outcome.kind === 'answer' || outcome.sent || proxyStatus(outcome) !== null;
        definite = isDefinite(outcome) && definite;
        const attempts = { outcome, tries, definite };
        if (!isTransient(outcome) || tries > settings.max || !mayRepeat(repeat, outcome))
            return attempts;
        const seconds = secondsToWait({ nth: tries, outcome, settings, random: pace.random(), now: pace.now() });
        const isAbsent = outcome.kind === 'broken' && !outcome.sent && NOT_THERE.has(outcome.code);
        const spent = (pace.now().getTime() - began) / 1_000;
        const isTooLong = spent + seconds > FIRST_CONTACT;
        if (isAbsent && isTooLong && !contact.wasReached && !settings.isMaxGiven) {
            return { ...attempts, gaveUp: true };
        }
        if (seconds === 0)
            continue;
        onWait(outcome, seconds);
        await pace.sleep(seconds * 1_000);
        // a write that was harmless before the wait may do harm after it
        if (!mayRepeat(repeat, outcome))
            return attempts;
    }
}
/** The last failure may be definite when an earlier try is not. */
function leaveOpen(error) {
    if (!(error instanceof api_server/* ServerFailure */.k))
        return error;
    const { message, hint, status, errorCode } = error;
    return new api_server/* ServerFailure */.k(message, { hint, status, errorCode, definite: false });
}
function mayRepeat(repeat, outcome) {
    if (typeof repeat === 'function')
        return repeat();
    return repeat === 'always' || isDefinite(outcome);
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/explain.js




/** `MLflow at http://…`: how a sentence about a server begins. */
function nameServer({ kind, label }) {
    return kind === 'http' ? `MLflow at ${label}` : label;
}
/** Characters of a text that isn't MLflow's JSON: enough to recognise a login page. */
const GLIMPSE = 80;
/** Characters of a page that are read: its head may be long. */
const explain_PAGE = 8_000;
/** The beginning of a text that isn't MLflow's JSON; of a page, its words. */
function glimpse(text, contentType, quote) {
    const isPage = contentType === 'text/html' || /^\s*<(?:!doctype|html)/i.test(text);
    if (!isPage)
        return quote(text, GLIMPSE);
    const words = quote(text, explain_PAGE)
        .replace(/<(style|script)\b.*?<\/\1>/gi, ' ')
        .replace(/<[^>]*>/g, ' ');
    return quote(words, GLIMPSE);
}
const NO_ANSWER = { status: null, contentType: '', text: '', utf8: true, location: null };
const NOT_BROKEN = { code: '', detail: '', sent: true, tunnel: null };
function gatherFacts(outcome, context) {
    const { settings, quote } = context;
    const server = nameServer(settings);
    if (outcome.kind === 'broken') {
        const tunnel = settings.proxy === null ? null : proxyStatus(outcome);
        return { ...context, ...NO_ANSWER, ...outcome, server, said: server, seen: '', errorCode: null, tunnel };
    }
    const { status, text, contentType } = outcome;
    const { errorCode, message } = readError(text);
    const begin = glimpse(text, contentType, quote);
    const words = [errorCode, message].filter((part) => part !== null && part !== '');
    const told = words.length > 0 ? quote(words.join(': ')) : begin;
    return {
        ...context,
        ...NOT_BROKEN,
        ...outcome,
        server,
        said: `${server} answered ${status}${told === '' ? '' : `: ${told}`}`,
        seen: `${contentType === '' ? 'no content type' : contentType}: ${begin}`,
        errorCode,
    };
}
/** Why a request failed, with its likely cause. */
function explain(outcome, context) {
    const facts = gatherFacts(outcome, context);
    const { message, hint } = FAILURES.find(({ when }) => when(facts)) ?? {};
    return { message: message?.(facts) ?? facts.said, hint: typeof hint === 'function' ? hint(facts) : hint };
}
const WAIT = 'To wait for a server that is still starting, set MLFLOW_HTTP_REQUEST_MAX_RETRIES (7 means about four minutes).';
/** The error for the last outcome of a request. */
function makeFailure(context, { outcome, tries, definite, gaveUp }) {
    const { message, hint } = explain(outcome, context);
    const hints = [hint, gaveUp === undefined ? undefined : WAIT].filter((each) => each !== undefined);
    return new api_server/* ServerFailure */.k(tries > 1 ? `${message} (tried ${tries} times)` : message, {
        hint: hints.length === 0 ? undefined : hints.join(' '),
        status: outcome.kind === 'answer' ? outcome.status : null,
        errorCode: outcome.kind === 'answer' ? readError(outcome.text).errorCode : null,
        definite,
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/authorization.js





/** Seconds before its end from which a token is not used any more. */
const MARGIN = 60;
function openAuthorization(context, source) {
    const { credentials } = context.settings;
    if (credentials.kind === 'oauth')
        return openOAuth(credentials, context, source);
    const value = writeHeader(credentials);
    return { header: () => Promise.resolve(value), forget: () => false };
}
function writeHeader(credentials) {
    if (credentials.kind === 'none')
        return null;
    return credentials.kind === 'token' ? `Bearer ${credentials.token}` : basicAuthorization(credentials);
}
/** OAuth 2.0's client credentials, as Databricks' own clients use them. */
function openOAuth(credentials, context, source) {
    let current = null;
    const fetchToken = async () => {
        const asked = source.now().getTime();
        const attempts = await source.send({
            url: `${context.settings.origin}/oidc/v1/token`,
            headers: {
                authorization: basicAuthorization({ user: credentials.client, password: credentials.secret }),
                'content-type': 'application/x-www-form-urlencoded',
            },
            body: 'grant_type=client_credentials&scope=all-apis',
        });
        const { value, seconds } = readToken(attempts, context, credentials.from);
        source.remember(value);
        return { value, until: asked + (seconds - MARGIN) * 1_000 };
    };
    const renew = () => {
        const renewed = fetchToken();
        current = renewed;
        // let the next request try again
        renewed.catch(() => (current = null));
        return renewed;
    };
    return {
        header: async () => {
            const token = await (current ?? renew());
            return `Bearer ${(token.until > source.now().getTime() ? token : await renew()).value}`;
        },
        forget: () => {
            current = null;
            return true;
        },
    };
}
/** @throws ServerFailure for an answer without a token; always definite, since fetching one changes nothing */
function readToken(attempts, context, from) {
    const { outcome } = attempts;
    const { settings, quote } = context;
    const server = nameServer(settings);
    if (outcome.kind === 'answer' && [400, 401, 403].includes(outcome.status)) {
        const { status, text } = outcome;
        const { error, error_description: description } = parseObject(text) ?? { error: text };
        const words = [error, description].filter((word) => typeof word === 'string').join(': ');
        throw new api_server/* ServerFailure */.k(`${server} refused the service principal a token (${status}: ${quote(words)})`, {
            hint: `Check that its id and secret belong to this workspace and that the secret has not expired. They came from ${from}.`,
            status,
            errorCode: null,
            definite: true,
        });
    }
    const answer = readResult(outcome);
    if (answer === null)
        throw makeFailure(context, { ...attempts, definite: true });
    const { access_token: value, expires_in: seconds } = answer;
    if (typeof value === 'string' && isHeaderValue(value) && typeof seconds === 'number')
        return { value, seconds };
    throw new api_server/* ServerFailure */.k(`${server} gave the service principal no token`, {
        hint: `Check that ${settings.origin} is the address of a Databricks workspace.`,
        status: 200,
        errorCode: null,
        definite: true,
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/dispatcher.js



/** Kept-alive connections at once. Requests that follow each other share one. */
const CONNECTIONS = 4;
/**
 * Opens the connections to a server, with its TLS settings and proxy. A file of its own, because tests replace it by a
 * server in memory.
 */
function openDispatcher({ origin, tls, proxy, timeout }) {
    const common = { connections: CONNECTIONS, maxResponseSize: MAX_ANSWER };
    const trust = {
        timeout: timeout * 1_000,
        // always set, or NODE_TLS_REJECT_UNAUTHORIZED would decide
        rejectUnauthorized: tls.verify,
        ...(tls.authorities === null ? {} : { ca: tls.authorities }),
    };
    const { clientCertificate: pem } = tls;
    const own = { ...trust, ...(pem === null ? {} : { cert: pem, key: pem }) };
    if (proxy === null)
        return new undici.Agent({ ...common, connect: own });
    return new undici.ProxyAgent({
        ...common,
        uri: proxy.address,
        ...(proxy.login === null ? {} : { token: basicAuthorization(proxy.login) }),
        requestTls: own,
        proxyTls: trust,
        // many proxies open tunnels to port 443 only, so http goes through them as plain requests
        proxyTunnel: origin.startsWith('https:'),
        factory: (target, options) => new undici.Pool(target, { ...common, ...options }),
        clientFactory: (target, options) => new undici.Pool(target, { headersTimeout: timeout * 1_000, ...options }),
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/quote.js

/** Characters of a server's own words in a message. */
const LIMIT = 200;
/** @param secrets called each time, because tokens change */
function makeQuote(secrets) {
    return (text, limit = LIMIT) => {
        const clean = hide(text, secrets()).replace(/\s+/g, ' ').trim();
        // only split what may be shown: an answer may have millions of characters
        const characters = [...clean.slice(0, 2 * limit + 2)];
        return characters.length <= limit ? clean : `${characters.slice(0, limit - 1).join('')}…`;
    };
}
/** Hides secrets in the whole text, before anything is cut: half a secret could remain otherwise. */
function hide(text, secrets) {
    const forms = secrets.flatMap(writeOtherwise).filter((form) => form !== '');
    // longest first: one form may contain another
    const hidden = [...new Set(forms)].sort((a, b) => b.length - a.length).reduce(hideForm, text);
    // at least 20 characters: `basic authentication` is not a secret
    return hidden.replace(/\b(basic|bearer)\s+[\w+/=.~-]{20,}/gi, '$1 ***');
}
/** Replaced as a whole word only: the holes in other words would give it away. */
const SHORT = /^\w{1,3}$/;
function hideForm(text, form) {
    const pattern = SHORT.test(form) ? new RegExp(`(?<!\\w)${form}(?!\\w)`, 'g') : form;
    return text.replaceAll(pattern, '***');
}
const HTML = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&#34;',
    "'": '&#39;',
};
/** A secret as JSON, a URL or HTML would write it. */
function writeOtherwise(secret) {
    const json = JSON.stringify(secret).slice(1, -1);
    const html = secret.replace(/[&<>"']/g, (character) => HTML[character] ?? '');
    return [secret, json, encodeURIComponent(secret), html];
}
/** The secrets in a server's settings. */
function secretsOf({ credentials, proxy }) {
    const login = proxy?.login ?? null;
    const ofProxy = login === null ? [] : [...secretsOfLogin(login), login.user];
    switch (credentials.kind) {
        case 'none':
            return ofProxy;
        case 'token':
            return [...ofProxy, credentials.token];
        case 'oauth':
            return [...ofProxy, ...secretsOfLogin({ user: credentials.client, password: credentials.secret })];
        case 'basic': {
            const user = credentials.from === FROM_URI ? [credentials.user] : [];
            return [...ofProxy, ...secretsOfLogin(credentials), ...user];
        }
    }
}
function secretsOfLogin(login) {
    const authorization = basicAuthorization(login);
    return [authorization.replace(/^Basic /, ''), `${login.user}:${login.password}`, login.password];
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/transport.js








/** Seconds that nobody needs to hear about. */
const MOMENT = 2;
/**
 * Sends requests to one server over kept-alive connections, with MLflow's retries. Nothing is sent before the first
 * request. With MLFLOW_WORKSPACE, that one first asks whether the server has workspaces.
 */
function openTransport(settings, options) {
    const { timeout, origin, basePath, headers, workspace } = settings;
    const dispatcher = openDispatcher(settings);
    const tokens = [];
    const contact = { wasReached: false };
    const context = {
        settings,
        quote: makeQuote(() => [...secretsOf(settings), ...tokens]),
    };
    const attempt = (send, repeat) => attemptRequest(send, {
        settings: settings.retries,
        repeat,
        contact,
        pace: options,
        onWait: (outcome, seconds) => {
            if (seconds <= MOMENT)
                return;
            const { message } = explain(outcome, context);
            options.onWait?.(`${message}: trying again in ${Math.round(seconds)} s`);
        },
    });
    const authorization = openAuthorization(context, {
        now: options.now,
        remember: (token) => tokens.push(token),
        send: ({ url, body, headers: own }) => {
            const wire = { method: 'POST', url, body, headers: { ...headers, ...own }, timeout };
            return attempt(() => exchange(dispatcher, wire), 'always');
        },
    });
    const sendOnce = async ({ method, path, query, body }) => {
        const authorized = await authorization.header();
        return exchange(dispatcher, {
            method,
            url: `${origin}${basePath}${path}${writeQuery(query)}`,
            headers: {
                ...headers,
                ...(authorized === null ? {} : { authorization: authorized }),
                ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            },
            body: body === undefined ? null : JSON.stringify(body),
            timeout,
        });
    };
    const send = async (request) => {
        const attempts = await attempt(async () => {
            const outcome = await sendOnce(request);
            // a token may be revoked before it expires; the server did nothing with a request that it refused
            const refused = outcome.kind === 'answer' && outcome.status === 401;
            const again = refused && (typeof request.repeat !== 'function' || request.repeat());
            return again && authorization.forget() ? sendOnce(request) : outcome;
        }, request.repeat);
        const result = readResult(attempts.outcome);
        if (result === null)
            throw makeFailure(context, attempts);
        return result;
    };
    let checked = null;
    return {
        label: settings.label,
        send: async (request) => {
            if (workspace !== null) {
                checked ??= requireWorkspaces(send, workspace, nameServer(settings)).catch((error) => {
                    // let the next request ask again
                    checked = null;
                    throw error;
                });
                await checked;
            }
            return send(request);
        },
        close: () => dispatcher.destroy(),
    };
}
function writeQuery(query = {}) {
    const pairs = Object.entries(query).flatMap(([key, value = []]) => (typeof value === 'string' ? [value] : value).map((one) => [key, one]));
    return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
/** Where servers tell whether they have workspaces. The second is the first's older name. */
const SERVER_INFO = ['/api/3.0/mlflow/server-info', '/api/3.0/mlflow/server-features'];
/**
 * Asks whether a server has workspaces, as MLflow's client does: MLflow 2 would ignore the header and change the models
 * that everybody shares.
 * @throws StagegateError `input` for a server without them
 */
async function requireWorkspaces(send, workspace, server) {
    const unset = `nset MLFLOW_WORKSPACE (${JSON.stringify(workspace)})`;
    for (const path of SERVER_INFO) {
        const ask = () => send({ method: 'GET', path, repeat: 'always' });
        const info = await (0,api_server/* unlessMissing */.F)(ask, ({ status }) => status === 404);
        if (info === null)
            continue;
        if (info['workspaces_enabled'] === true)
            return;
        throw new errors/* StagegateError */.qU('input', `${server} has no workspaces, but MLFLOW_WORKSPACE is set`, {
            hint: `Start it with --enable-workspaces, or u${unset}.`,
        });
    }
    throw new errors/* StagegateError */.qU('input', `${server} doesn't know workspaces, but MLFLOW_WORKSPACE is set`, {
        hint: `U${unset} if the server is older than workspaces. Otherwise check whether its address lacks a path (--static-prefix).`,
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/open-servers.js









const OPEN_REGISTRY = {
    http: mlflow_server/* openMlflowServer */.f_,
    databricks: openDatabricksWorkspace,
    'databricks-uc': openUnityCatalog,
};
/**
 * Opens the server of a registry and, at the first question about a run, the one that keeps the runs.
 * Sends nothing before that.
 * @throws StagegateError `input` or `unsupported` for settings that name no server or can't be used; for
 *   MLFLOW_TRACKING_URI, `tracking` throws it when first used
 */
async function openServers(location, options) {
    const address = (0,server_location/* resolveServer */.wx)(location, options.env);
    const transport = await openAddress(address, options);
    let opening = null;
    const openTrackingTransport = async () => {
        const own = (0,server_location/* resolveTracking */._r)(address, options.env);
        return own === null ? transport : openAddress(own, options);
    };
    const track = async () => (0,tracking/* openTracking */.w)(await (opening ??= openTrackingTransport()));
    return {
        registry: OPEN_REGISTRY[address.kind](transport),
        tracking: {
            run: async (runId) => (await track()).run(runId),
            loggedModel: async (modelId) => (await track()).loggedModel(modelId),
        },
        close: async () => {
            await transport.close();
            await (await opening?.catch(() => null))?.close();
        },
    };
}
/** @throws StagegateError `input` or `unsupported` for settings that can't be used */
async function openAddress(address, { env, home = (0,external_node_os_.homedir)(), onWait }) {
    return openTransport(await readServerSettings(address, env, openFiles(home)), {
        now: () => new Date(),
        sleep: async (milliseconds) => {
            await (0,promises_.setTimeout)(milliseconds);
        },
        random: Math.random,
        onWait,
    });
}


/***/ }),

/***/ 70370:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ pLimit)
});

// UNUSED EXPORTS: limitFunction

;// CONCATENATED MODULE: ./node_modules/yocto-queue/index.js
/*
How it works:
`this.#head` is an instance of `Node` which keeps track of its current value and nests another instance of `Node` that keeps the value that comes after it. When a value is provided to `.enqueue()`, the code needs to iterate through `this.#head`, going deeper and deeper to find the last value. However, iterating through every single item is slow. This problem is solved by saving a reference to the last value as `this.#tail` so that it can reference it to add a new value.
*/

class Node {
	value;
	next;

	constructor(value) {
		this.value = value;
	}
}

class Queue {
	#head;
	#tail;
	#size;

	constructor() {
		this.clear();
	}

	enqueue(value) {
		const node = new Node(value);

		if (this.#head) {
			this.#tail.next = node;
			this.#tail = node;
		} else {
			this.#head = node;
			this.#tail = node;
		}

		this.#size++;
	}

	dequeue() {
		const current = this.#head;
		if (!current) {
			return;
		}

		this.#head = this.#head.next;
		this.#size--;

		// Clean up tail reference when queue becomes empty
		if (!this.#head) {
			this.#tail = undefined;
		}

		return current.value;
	}

	peek() {
		if (!this.#head) {
			return;
		}

		return this.#head.value;

		// TODO: Node.js 18.
		// return this.#head?.value;
	}

	clear() {
		this.#head = undefined;
		this.#tail = undefined;
		this.#size = 0;
	}

	get size() {
		return this.#size;
	}

	* [Symbol.iterator]() {
		let current = this.#head;

		while (current) {
			yield current.value;
			current = current.next;
		}
	}

	* drain() {
		while (this.#head) {
			yield this.dequeue();
		}
	}
}

;// CONCATENATED MODULE: ./node_modules/p-limit/index.js


function pLimit(concurrency) {
	let rejectOnClear = false;

	if (typeof concurrency === 'object') {
		({concurrency, rejectOnClear = false} = concurrency);
	}

	validateConcurrency(concurrency);

	if (typeof rejectOnClear !== 'boolean') {
		throw new TypeError('Expected `rejectOnClear` to be a boolean');
	}

	const queue = new Queue();
	let activeCount = 0;

	const resumeNext = () => {
		// Process the next queued function if we're under the concurrency limit
		if (activeCount < concurrency && queue.size > 0) {
			activeCount++;
			queue.dequeue().run();
		}
	};

	const next = () => {
		activeCount--;
		resumeNext();
	};

	const run = async (function_, resolve, arguments_) => {
		// Execute the function and capture the result promise
		const result = (async () => function_(...arguments_))();

		// Resolve immediately with the promise (don't wait for completion)
		resolve(result);

		// Wait for the function to complete (success or failure)
		// We catch errors here to prevent unhandled rejections,
		// but the original promise rejection is preserved for the caller
		try {
			await result;
		} catch {}

		// Decrement active count and process next queued function
		next();
	};

	const enqueue = (function_, resolve, reject, arguments_) => {
		const queueItem = {reject};

		// Queue the internal resolve function instead of the run function
		// to preserve the asynchronous execution context.
		new Promise(internalResolve => { // eslint-disable-line promise/param-names
			queueItem.run = internalResolve;
			queue.enqueue(queueItem);
		}).then(run.bind(undefined, function_, resolve, arguments_)); // eslint-disable-line promise/prefer-await-to-then

		// Start processing immediately if we haven't reached the concurrency limit
		if (activeCount < concurrency) {
			resumeNext();
		}
	};

	const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
		enqueue(function_, resolve, reject, arguments_);
	});

	Object.defineProperties(generator, {
		activeCount: {
			get: () => activeCount,
		},
		pendingCount: {
			get: () => queue.size,
		},
		clearQueue: {
			value() {
				if (!rejectOnClear) {
					queue.clear();
					return;
				}

				const abortError = AbortSignal.abort().reason;

				while (queue.size > 0) {
					queue.dequeue().reject(abortError);
				}
			},
		},
		concurrency: {
			get: () => concurrency,

			set(newConcurrency) {
				validateConcurrency(newConcurrency);
				concurrency = newConcurrency;

				queueMicrotask(() => {
					// eslint-disable-next-line no-unmodified-loop-condition
					while (activeCount < concurrency && queue.size > 0) {
						resumeNext();
					}
				});
			},
		},
		map: {
			async value(iterable, function_) {
				const promises = [];

				try {
					Array.from(iterable, (value, index) => {
						const promise = generator(function_, value, index);
						promises.push(promise);
						return promise;
					});
				} catch (error) {
					// The iterable threw, so `Promise.all` never observes the already scheduled promises. Observe them here to avoid unhandled rejections.
					for (const promise of promises) {
						promise.catch(() => {}); // eslint-disable-line promise/prefer-await-to-then
					}

					throw error;
				}

				return Promise.all(promises);
			},
		},
	});

	return generator;
}

function limitFunction(function_, options) {
	const limit = pLimit(options);

	const limitedFunction = (...arguments_) => limit(() => function_(...arguments_));
	Object.defineProperty(limitedFunction, 'clearQueue', {
		value: limit.clearQueue,
	});

	return limitedFunction;
}

function validateConcurrency(concurrency) {
	if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
		throw new TypeError('Expected `concurrency` to be a number from 1 and up');
	}
}


/***/ })

};
