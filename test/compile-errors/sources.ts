/* Where steps fetch from. */
import { Size } from 'cdk8s';
import {
  CloneRepository, configMapFiles, CopyFiles, FetchArchive, FetchBinary, FetchConfig, FetchData, git, http, https, plainHttp, type Source,
} from 'cdk8s-prelude';
import { late, mistake } from './support/program';
import { stage } from './support/stage';

mistake('archive from git', () => {
  const { web } = stage();
  new FetchArchive(web, 'pages', {
    // @error from must be https(…) or plainHttp(…).
    // @on from
    // @right from: https('https://example.com/pages.tar.gz'),
    from: git('https://git.example.com/pages.git'),
  });
});

mistake('binary from git', () => {
  const { web } = stage();
  new FetchBinary(web, 'tool', {
    // @error from must be https(…) or plainHttp(…).
    // @on from
    // @right from: plainHttp('http://mirror.local/tool', { sha256: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }),
    from: git('https://git.example.com/tool.git'),
  });
});

mistake('binary without checksum', () => {
  const { web } = stage();
  new FetchBinary(web, 'tool', {
    // @error a binary needs a checksum, because the pod runs it: give sha256 with https(…) or plainHttp(…)
    // @on from
    // @right from: https('https://example.com/tool', { as: 'tool', sha256: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }),
    from: https('https://example.com/tool', { as: 'tool' }),
  });
});

mistake('clone from web', () => {
  const { web } = stage();
  new CloneRepository(web, 'code', {
    // @error from must be git(…).
    // @on from
    // @right from: git('https://git.example.com/pages.git'),
    from: https('https://git.example.com/pages.git'),
  });
});

mistake('data without max size', () => {
  const { web } = stage();
  // @compiler Property 'maxSize' is missing in type
  // @runtime maxSize must be a Size, such as Size.mebibytes(64): a bare number has no unit.
  // @on {
  // @right new FetchData(web, 'model', { maxSize: Size.gibibytes(4), from: https('https://example.com/model.bin') });
  new FetchData(web, 'model', { from: https('https://example.com/model.bin') });
});

mistake('http without checksum', () => {
  const { web } = stage();
  new FetchConfig(web, 'pages', {
    // @error "http://mirror.local/pages.json" is fetched over http, so anyone on the network can change it: use https(…), or plainHttp(url, { sha256 })
    // @on 'http://mirror.local/pages.json'
    // @right from: plainHttp('http://mirror.local/pages.json', { sha256: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }),
    from: plainHttp('http://mirror.local/pages.json'),
  });
});

mistake('http without checksum but with name', () => {
  const { web } = stage();
  new FetchConfig(web, 'pages', {
    // @error "http://mirror.local/pages" is fetched over http, so anyone on the network can change it: use https(…), or plainHttp(url, { sha256 })
    // @on 'http://mirror.local/pages'
    // @right from: plainHttp('http://mirror.local/pages', { as: 'pages.json', sha256: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }),
    from: plainHttp('http://mirror.local/pages', { as: 'pages.json' }),
  });
});

mistake('https given a host', () => {
  const { web } = stage();
  new FetchConfig(web, 'pages', {
    // @error "config.example.com/pages.json" is not an https URL: begin it with "https://", or use plainHttp(url, { sha256 })
    // @on 'config.example.com/pages.json'
    // @right from: https('https://config.example.com/pages.json'),
    from: https('config.example.com/pages.json'),
  });
});

mistake('https given http', () => {
  const { web } = stage();
  new FetchConfig(web, 'pages', {
    // @error "http://config.example.com/pages.json" is not an https URL: begin it with "https://", or use plainHttp(url, { sha256 })
    // @on 'http://config.example.com/pages.json'
    // @right from: https('https://config.example.com/pages.json'),
    from: https('http://config.example.com/pages.json'),
  });
});

mistake('source is a text', () => {
  const { web } = stage();
  new FetchConfig(web, 'pages', {
    // @error from must be https(…), plainHttp(…) or git(…), or files by name from https(…) or plainHttp(…).
    // @on from
    // @right from: https('https://config.example.com/pages.json'),
    from: 'https://config.example.com/pages.json',
  });
});

mistake('unknown file of git', () => {
  const { web } = stage();
  const config = new FetchConfig(web, 'git', { from: git('https://git.example.com/shop.git', { files: ['shop.json', 'api.json'] }) });
  // @compiler Argument of type '"unknown"' is not assignable to parameter of type '"
  // @runtime this step has no file "unknown"; its files are shop.json, api.json.
  // @on 'unknown'
  // @right config.file('api.json');
  config.file('unknown');
});

late('binary without checksum, in a value', () => {
  const { web } = stage();
  const unseen: unknown = https('https://example.com/tool');
  // @runtime a binary needs a checksum, because the pod runs it: give sha256 with https(…) or plainHttp(…)
  new FetchBinary(web, 'tool', { from: unseen as Source<'tool', string> });
});

late('https given http, in a value', () => {
  const { web } = stage();
  const base: string = ['http:', '', 'config.example.com'].join('/');
  // @runtime "http://config.example.com/shop.json" is not an https URL: begin it with "https://", or use plainHttp(url, { sha256 })
  new FetchConfig(web, 'fetch', { from: https(`${base}/shop.json`) });
});

mistake('source is a target', () => {
  const { web } = stage();
  new FetchConfig(web, 'pages', {
    // @error from must be https(…), plainHttp(…) or git(…), or files by name from https(…) or plainHttp(…).
    // @on from
    // @right from: https('https://config.example.com/pages.json'),
    from: http('https://config.example.com/pages.json'),
  });
});

mistake('source of an archive is a text', () => {
  const { web } = stage();
  new FetchArchive(web, 'pages', {
    // @error from must be https(…) or plainHttp(…).
    // @on from
    // @right from: https('https://example.com/pages.tar.gz'),
    from: 'https://example.com/pages.tar.gz',
  });
});

mistake('source of a binary is a text', () => {
  const { web } = stage();
  new FetchBinary(web, 'tool', {
    // @error from must be https(…) or plainHttp(…).
    // @on from
    // @right from: https('https://example.com/tool', { sha256: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }),
    from: 'https://example.com/tool',
  });
});

mistake('source of data is a text', () => {
  const { web } = stage();
  new FetchData(web, 'model', {
    // @error from must be https(…) or plainHttp(…), or several of them by file name.
    // @on from
    // @right from: https('https://example.com/model.bin'),
    from: 'https://example.com/model.bin',
    maxSize: Size.gibibytes(4),
  });
});

mistake('data from git', () => {
  const { web } = stage();
  new FetchData(web, 'model', {
    // @error from must be https(…) or plainHttp(…), or several of them by file name.
    // @on from
    // @right from: https('https://example.com/model.bin'),
    from: git('https://git.example.com/model.git'),
    maxSize: Size.gibibytes(4),
  });
});

mistake('repository is a text', () => {
  const { web } = stage();
  new CloneRepository(web, 'code', {
    // @error from must be git(…).
    // @on from
    // @right from: git('https://git.example.com/pages.git'),
    from: 'https://git.example.com/pages.git',
  });
});

mistake('source of a copy is a text', () => {
  const { web } = stage();
  new CopyFiles(web, 'copy', {
    // @error from must be configMapFiles(…), secretFiles(…) or the files of an earlier step of this pod.
    // @on from
    // @right from: configMapFiles('settings'),
    from: 'settings',
    files: ['app.conf'],
    user: 1000,
  });
});
