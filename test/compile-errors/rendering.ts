/* Templates, their placeholders and values. */
import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { configMapKey, type File, type Files, plainText, RenderConfig, secretKey, StatefulSet, type Template, type Value } from 'cdk8s-prelude';
import { fine, late, mistake } from './support/program';
import { stage } from './support/stage';

mistake('claim template without unit', () => {
  const { chart } = stage();
  const shop = new StatefulSet(chart, 'shop', { ports: [5432] });
  shop.claimTemplate('data', {
    // @compiler Type 'number' is not assignable to type 'Size'
    // @runtime size must be a Size, such as Size.mebibytes(64): a bare number has no unit.
    // @on size
    // @right size: Size.gibibytes(10),
    size: 10,
  });
});

mistake('placeholder without value', () => {
  const { web } = stage();
  new RenderConfig(web, 'render', {
    files: {
      'app.json': {
        template: '{"host": @{HOST}, "password": @{PASSWORD}, "url": "https://@{HOST}/"}',
        format: 'json',
        // @error the template has @{HOST}, but values has no HOST: add it to values
        // @on values
        // @right values: { HOST: 'db', PASSWORD: secretKey('db', 'password') },
        values: { PASSWORD: secretKey('db', 'password') },
      },
    },
  });
});

mistake('secret in template', () => {
  const { web } = stage();
  const password = secretKey('db', 'password');
  new RenderConfig(web, 'render', {
    files: {
      'app.env': {
        template: 'DB_PASSWORD=@{DB_PASSWORD}\n',
        format: 'env',
        values: {
          // @error value DB_PASSWORD names a secret: give secretKey(…), or plainText(value, because) if it is not a secret
          // @on DB_PASSWORD
          // @right DB_PASSWORD: password,
          DB_PASSWORD: password.key,
        },
      },
    },
  });
});

mistake('value without placeholder', () => {
  const { web } = stage();
  new RenderConfig(web, 'render', {
    files: {
      'site.conf': {
        template: 'server { server_name @{HOST}; root $root; }',
        format: 'text',
        values: {
          HOST: 'shop.example.com',
          // @error the template has no @{PORT}: remove this value, or correct its name
          // @on PORT
          // @right -
          PORT: 8080,
        },
      },
    },
  });
});

late('placeholder without value, in a value', () => {
  const { web } = stage();
  const template: string = ['host', 'port'].map((name) => `${name}=@{${name.toUpperCase()}}`).join('\n');
  const file: Template = { template, format: 'text', values: { HOST: 'db' } };
  // @runtime the template has @{PORT}, but values has no PORT: add it to values
  new RenderConfig(web, 'render', { files: { 'app.conf': file } });
});

fine('accepts values of templates', () => {
  const { web, chart, busybox } = stage();
  const secret = new kplus.Secret(chart, 'secret');
  const hosts: string[] = ['a', 'b'];
  const config = new RenderConfig(web, 'render', {
    files: {
      'conf.d/app.json': {
        template: '{"a": @{STRING}, "b": @{NUMBER}, "c": @{BOOLEAN}, "d": "@{TOKEN}", "e": @{MAP}, "f": @{POD}, "g": @{VALUE}, "h": @{API_KEY}}',
        format: 'json',
        values: {
          STRING: hosts.join(','), NUMBER: hosts.length, BOOLEAN: true, TOKEN: secretKey(secret, 'token'), MAP: configMapKey('app', 'key'),
          POD: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME), VALUE: kplus.EnvValue.fromValue('x'), API_KEY: plainText('demo', 'the key of the public demo'),
        },
      },
      'static.txt': { template: plainText('token: abc', 'an example'), format: 'text', values: {}, mode: 0o644 },
    },
  });
  web.addContainer('app', { image: busybox, mounts: { '/app.json': config.file('conf.d/app.json') } });
});

fine('hundred placeholders', () => {
  const { web } = stage();
  new RenderConfig(web, 'render', {
    files: {
      'all.json': {
        template: '{"NAME_0": @{NAME_0}, "NAME_1": @{NAME_1}, "NAME_2": @{NAME_2}, "NAME_3": @{NAME_3}, "NAME_4": @{NAME_4}, "NAME_5": @{NAME_5}, "NAME_6": @{NAME_6}, "NAME_7": @{NAME_7}, "NAME_8": @{NAME_8}, "NAME_9": @{NAME_9}, "NAME_10": @{NAME_10}, "NAME_11": @{NAME_11}, "NAME_12": @{NAME_12}, "NAME_13": @{NAME_13}, "NAME_14": @{NAME_14}, "NAME_15": @{NAME_15}, "NAME_16": @{NAME_16}, "NAME_17": @{NAME_17}, "NAME_18": @{NAME_18}, "NAME_19": @{NAME_19}, "NAME_20": @{NAME_20}, "NAME_21": @{NAME_21}, "NAME_22": @{NAME_22}, "NAME_23": @{NAME_23}, "NAME_24": @{NAME_24}, "NAME_25": @{NAME_25}, "NAME_26": @{NAME_26}, "NAME_27": @{NAME_27}, "NAME_28": @{NAME_28}, "NAME_29": @{NAME_29}, "NAME_30": @{NAME_30}, "NAME_31": @{NAME_31}, "NAME_32": @{NAME_32}, "NAME_33": @{NAME_33}, "NAME_34": @{NAME_34}, "NAME_35": @{NAME_35}, "NAME_36": @{NAME_36}, "NAME_37": @{NAME_37}, "NAME_38": @{NAME_38}, "NAME_39": @{NAME_39}, "NAME_40": @{NAME_40}, "NAME_41": @{NAME_41}, "NAME_42": @{NAME_42}, "NAME_43": @{NAME_43}, "NAME_44": @{NAME_44}, "NAME_45": @{NAME_45}, "NAME_46": @{NAME_46}, "NAME_47": @{NAME_47}, "NAME_48": @{NAME_48}, "NAME_49": @{NAME_49}, "NAME_50": @{NAME_50}, "NAME_51": @{NAME_51}, "NAME_52": @{NAME_52}, "NAME_53": @{NAME_53}, "NAME_54": @{NAME_54}, "NAME_55": @{NAME_55}, "NAME_56": @{NAME_56}, "NAME_57": @{NAME_57}, "NAME_58": @{NAME_58}, "NAME_59": @{NAME_59}, "NAME_60": @{NAME_60}, "NAME_61": @{NAME_61}, "NAME_62": @{NAME_62}, "NAME_63": @{NAME_63}, "NAME_64": @{NAME_64}, "NAME_65": @{NAME_65}, "NAME_66": @{NAME_66}, "NAME_67": @{NAME_67}, "NAME_68": @{NAME_68}, "NAME_69": @{NAME_69}, "NAME_70": @{NAME_70}, "NAME_71": @{NAME_71}, "NAME_72": @{NAME_72}, "NAME_73": @{NAME_73}, "NAME_74": @{NAME_74}, "NAME_75": @{NAME_75}, "NAME_76": @{NAME_76}, "NAME_77": @{NAME_77}, "NAME_78": @{NAME_78}, "NAME_79": @{NAME_79}, "NAME_80": @{NAME_80}, "NAME_81": @{NAME_81}, "NAME_82": @{NAME_82}, "NAME_83": @{NAME_83}, "NAME_84": @{NAME_84}, "NAME_85": @{NAME_85}, "NAME_86": @{NAME_86}, "NAME_87": @{NAME_87}, "NAME_88": @{NAME_88}, "NAME_89": @{NAME_89}, "NAME_90": @{NAME_90}, "NAME_91": @{NAME_91}, "NAME_92": @{NAME_92}, "NAME_93": @{NAME_93}, "NAME_94": @{NAME_94}, "NAME_95": @{NAME_95}, "NAME_96": @{NAME_96}, "NAME_97": @{NAME_97}, "NAME_98": @{NAME_98}, "NAME_99": @{NAME_99}}',
        format: 'json',
        values: {
          NAME_0: '0', NAME_1: '1', NAME_2: '2', NAME_3: '3', NAME_4: '4', NAME_5: '5', NAME_6: '6', NAME_7: '7',
          NAME_8: '8', NAME_9: '9', NAME_10: '10', NAME_11: '11', NAME_12: '12', NAME_13: '13', NAME_14: '14', NAME_15: '15',
          NAME_16: '16', NAME_17: '17', NAME_18: '18', NAME_19: '19', NAME_20: '20', NAME_21: '21', NAME_22: '22', NAME_23: '23',
          NAME_24: '24', NAME_25: '25', NAME_26: '26', NAME_27: '27', NAME_28: '28', NAME_29: '29', NAME_30: '30', NAME_31: '31',
          NAME_32: '32', NAME_33: '33', NAME_34: '34', NAME_35: '35', NAME_36: '36', NAME_37: '37', NAME_38: '38', NAME_39: '39',
          NAME_40: '40', NAME_41: '41', NAME_42: '42', NAME_43: '43', NAME_44: '44', NAME_45: '45', NAME_46: '46', NAME_47: '47',
          NAME_48: '48', NAME_49: '49', NAME_50: '50', NAME_51: '51', NAME_52: '52', NAME_53: '53', NAME_54: '54', NAME_55: '55',
          NAME_56: '56', NAME_57: '57', NAME_58: '58', NAME_59: '59', NAME_60: '60', NAME_61: '61', NAME_62: '62', NAME_63: '63',
          NAME_64: '64', NAME_65: '65', NAME_66: '66', NAME_67: '67', NAME_68: '68', NAME_69: '69', NAME_70: '70', NAME_71: '71',
          NAME_72: '72', NAME_73: '73', NAME_74: '74', NAME_75: '75', NAME_76: '76', NAME_77: '77', NAME_78: '78', NAME_79: '79',
          NAME_80: '80', NAME_81: '81', NAME_82: '82', NAME_83: '83', NAME_84: '84', NAME_85: '85', NAME_86: '86', NAME_87: '87',
          NAME_88: '88', NAME_89: '89', NAME_90: '90', NAME_91: '91', NAME_92: '92', NAME_93: '93', NAME_94: '94', NAME_95: '95',
          NAME_96: '96', NAME_97: '97', NAME_98: '98', NAME_99: '99',
        },
      },
    },
  });
});

fine('values of steps', () => {
  const { web, api, busybox, config, apiConfig } = stage();
  const region: Value<'web'> = config.files.value('shop.json');
  const command: readonly string[] = ['env'];
  web.addContainer('app', { image: busybox, command, env: { REGION: region, DB_PASSWORD: config.files.value('shop.json'), LOG_LEVEL: 'info' } });

  // Names that come at run time.
  const env: Record<string, Value<'api'> | string> = { REGION: apiConfig.files.value('api.json'), LOG_LEVEL: 'info' };
  api.addContainer('app', { image: busybox, command: ['env'], env });

  function region2<Id extends string>(files: Files<Id, 'region'>): readonly [Value<Id>, File<Id>] {
    return [files.value('region'), files.file('region')];
  }
});
