import { type Finder, type Found, placed } from './found';

/** What tokens and keys look like that say themselves what they are; each begins with what nothing else begins with. */
const SHAPES: Readonly<Record<string, string>> = {
  'a token of GitHub': 'gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{22,255}',
  'a token of GitLab': 'gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[\\w-]{16,255}',
  'an access key of AWS': '(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])',
  'a token of Slack': 'xox[abeoprs]-[\\w-]{10,255}|xapp-\\d-[\\w-]{10,255}',
  'a webhook of Slack': 'hooks\\.slack\\.com/(?:services|workflows)/[A-Z0-9]{8,15}/[\\w/]{16,128}',
  'a webhook of Discord': 'discord(?:app)?\\.com/api/webhooks/\\d{10,24}/[\\w-]{30,128}',
  'a webhook of Teams': '[a-z0-9-]{1,64}\\.webhook\\.office\\.com/webhookb2/[\\w@/-]{40,255}',
  'a key of Stripe': '(?:sk|rk)_(?:live|test|prod)_[A-Za-z0-9]{10,255}|whsec_[A-Za-z0-9+/=]{24,128}',
  'a key of Google': 'AIza[\\w-]{35}(?![\\w-])|ya29\\.[\\w-]{20,512}|GOCSPX-[\\w-]{20,64}',
  'a JSON web token': 'eyJ[\\w-]{10,4096}\\.eyJ[\\w-]{10,4096}\\.[\\w-]{10,1024}',
  'a token of npm': 'npm_[A-Za-z0-9]{36}',
  'a token of PyPI': 'pypi-[\\w-]{50,255}',
  'a token of Docker': 'dckr_(?:pat|oat)_[\\w-]{20,128}',
  'a key of an AI service': 'sk-(?:proj|ant|svcacct|admin|or|lf)-[\\w-]{16,255}|sk-(?=[A-Za-z]{0,64}\\d)[A-Za-z0-9]{32,128}|gsk_[A-Za-z0-9]{40,64}|xai-[A-Za-z0-9]{60,128}|r8_[A-Za-z0-9]{32,64}|hf_[A-Za-z0-9]{30,64}',
  'a key of SendGrid': 'SG\\.[\\w-]{16,64}\\.[\\w-]{16,128}',
  'a key of Twilio': 'SK[0-9a-f]{32}(?![0-9a-f])',
  'a key of Mailgun': 'key-[0-9a-f]{32}(?![0-9a-f])',
  'a key of Mailchimp': '[0-9a-f]{32}-us\\d{1,2}(?!\\w)',
  'a token of DigitalOcean': 'do[opr]_v1_[0-9a-f]{64}',
  'a token of Vault': 'hv[sbr]\\.[\\w-]{20,255}',
  'a token of Terraform': '[A-Za-z0-9]{14}\\.atlasv1\\.[\\w-]{60,128}',
  'a token of Grafana': 'gl(?:sa|c)_[\\w+/=]{20,255}',
  'a token of Databricks': 'dapi[0-9a-f]{32}(?![0-9a-f])',
  'a token of a tool': 'lin_api_[A-Za-z0-9]{32,64}|ntn_[A-Za-z0-9]{40,64}|NRAK-[A-Z0-9]{27}|shp(?:at|ca|pa|ss)_[0-9a-f]{32}|sq0(?:atp|csp)-[\\w-]{22,64}|' +
    'sntry[su]_[\\w+/=]{32,255}|PMAK-[\\w-]{32,96}|dp\\.(?:pt|st|ct|sa)\\.[\\w.]{32,96}|tskey-[\\w-]{16,96}|rubygems_[0-9a-f]{48}|ATATT3[\\w=-]{40,255}|ATBB[A-Za-z0-9]{32}|' +
    'pscale_(?:tkn|pw|oauth)_[\\w.-]{32,64}|sb[pb]_[0-9a-f]{40}|figd_[\\w-]{36,64}|pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}|dt0[cs]\\d{2}\\.[A-Z0-9]{24}\\.[A-Z0-9]{64}|' +
    'pul-[0-9a-f]{40}|bkua_[0-9a-f]{40}|ops_eyJ[\\w-]{40,1024}|PMAT-[A-Z0-9]{26}|LTAI[A-Za-z0-9]{16,20}(?!\\w)|NRII-[\\w-]{32}|HRKU-[\\w-]{36,64}|glsoat-[\\w-]{20}|EAAA[\\w-]{60}',
  'a token of Telegram': '\\d{8,10}:AA[\\w-]{33}(?![\\w-])',
  'a client secret of Azure': '[A-Za-z0-9_~.-]{3}\\dQ~[A-Za-z0-9_~.-]{31,34}(?![\\w~.-])',
};
const ALL = new RegExp(`(?<![A-Za-z0-9_-])(?:${Object.values(SHAPES).map((shape) => `(${shape})`).join('|')})`, 'dg');
const NAMES = Object.keys(SHAPES);

/** Private keys as files hold them, and the same in base64, as a Secret holds them. */
const PRIVATE_KEY = new RegExp('(-----BEGIN [A-Z ]{0,32}PRIVATE KEY(?: BLOCK)?-----(?![\'"$/])(?:[A-Za-z0-9+/=\\s\\\\]|\\\\n){0,8192}|PuTTY-User-Key-File-\\d|AGE-SECRET-KEY-1[0-9A-Z]{58}|' +
  'LS0tLS1CRUdJTiB(?:SU0EgUFJJVkFURSBLRVk|QUklWQVRFIEtFWS|FQyBQUklWQVRFIEtFWS|PUEVOU1NIIFBSSVZBVEUg|FTkNSWVBURUQgUFJJVkFURSB)[A-Za-z0-9+/=]{0,16384})', 'dg');

/** Tokens and keys that are secrets whatever they are called. */
export const byShape: Finder = function* (text): Iterable<Found> {
  if (text.length < 16) return;
  for (const { start, end } of placed(text, PRIVATE_KEY, 1)) yield { what: 'a private key', by: 'shape', start, end };
  for (const { match, start, end } of placed(text, ALL, 0)) {
    const kind = match.findIndex((part, index) => index > 0 && part !== undefined) - 1;
    yield { what: NAMES[kind] ?? 'a token', by: 'shape', start, end };
  }
};
