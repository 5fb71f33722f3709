/* What can be mounted, and where. */
import { Size } from 'cdk8s';
import {
  claim, configMapFiles, Deployment, FetchConfig, FixPermissions, hiding, https, image, MakeDirectories, type Owned, RunMigration, scratch,
  secretFiles, VerifyPermissions, type Workload, writable, WriteFiles,
} from 'cdk8s-prelude';
import type { Mountable } from 'cdk8s-prelude/steps';
import { fine, late, mistake } from './support/program';
import { stage } from './support/stage';

mistake('files in place of a volume', () => {
  const { web, config, data } = stage();
  new FetchConfig(web, 'pages', {
    from: https('https://config.example.com/pages.json'),
    // @error into must be a volume of this pod: claim(…), claimTemplate(…), emptyDirectory(…), or the volume of FixPermissions or MakeDirectories.
    // @on into
    // @right into: data,
    into: config.files,
  });
});

mistake('mount path with slash at its end', () => {
  const { web, busybox, config } = stage();
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @error mount path "/data/" ends with "/": remove it, because "/data" and "/data/" are the same place
      // @on '/data/'
      // @right '/data': config.files,
      '/data/': config.files,
    },
  });
});

mistake('mounted handle without place', () => {
  const { web, busybox, config, db } = stage();
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @error this cannot be mounted: give the files of a step, claim(…), writable(…), scratch(…), configMapFiles(…) or secretFiles(…)
      // @on '/data'
      // @right '/data': config.files,
      '/data': db.ready,
    },
  });
});

mistake('mounted name', () => {
  const { web, busybox, data } = stage();
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @error this cannot be mounted: give the files of a step, claim(…), writable(…), scratch(…), configMapFiles(…) or secretFiles(…)
      // @on '/data'
      // @right '/data': data,
      '/data': 'shop-data',
    },
  });
});

mistake('mounted step', () => {
  const { web, busybox, config } = stage();
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @error this cannot be mounted: give the files of a step, claim(…), writable(…), scratch(…), configMapFiles(…) or secretFiles(…)
      // @on '/data'
      // @right '/data': config.files,
      '/data': config,
    },
  });
});

mistake('relative mount of scratch', () => {
  const { web, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @error mount path "tmp" is relative: begin it with "/"
      // @on 'tmp'
      // @right '/tmp': scratch(Size.mebibytes(64)),
      'tmp': scratch(Size.mebibytes(64)),
    },
  });
});

mistake('relative mount path', () => {
  const { web, busybox, config } = stage();
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @error mount path "data" is relative: begin it with "/"
      // @on 'data'
      // @right '/data': config.files,
      'data': config.files,
    },
  });
});

mistake('relative mount path in migration', () => {
  const { web, db, config, tool, oneAtATime } = stage();
  new RunMigration(web, 'migrate', {
    database: db.ready,
    image: tool,
    command: ['migrate', 'up'],
    mounts: {
      // @error mount path "migrations" is relative: begin it with "/"
      // @on 'migrations'
      // @right '/migrations': config.files,
      'migrations': config.files,
    },
    oneAtATime,
  });
});

mistake('same path twice', () => {
  const { web, busybox, config, data } = stage();
  web.addContainer('app', {
    image: busybox,
    mounts: {
      '/data': config.files,
      // @compiler An object literal cannot have multiple properties with the same name
      // @on '/data'
      // @right '/more': data,
      '/data': data,
    },
  });
});

mistake('unfilled volume', () => {
  const { web, busybox, space } = stage();
  const pages = new FetchConfig(web, 'pages', { from: https('https://config.example.com/pages.json'), into: space });
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @error no step has filled this volume: mount the handle of the step that fills it, or declare it with scratch(…)
      // @on '/space'
      // @right '/space': pages.files,
      '/space': space,
    },
  });
});

mistake('unfilled volume hiding', () => {
  const { busybox, config, space, web } = stage();
  web.addContainer('app', {
    image: busybox,
    mounts: {
      '/app/config': config.files,
      // @error no step has filled this volume: mount the handle of the step that fills it, or declare it with scratch(…)
      // @on space
      // @right '/app/space': hiding(config.file('shop.json')),
      '/app/space': hiding(space),
    },
  });
});

mistake('unfilled volume in migration', () => {
  const { web, db, tool, oneAtATime, space } = stage();
  new RunMigration(web, 'migrate', {
    database: db.ready,
    image: tool,
    command: ['migrate', 'up'],
    mounts: {
      // @error no step has filled this volume: mount the handle of the step that fills it, or declare it with scratch(…)
      // @on '/space'
      // @right '/space': scratch(Size.mebibytes(64)),
      '/space': space,
    },
    oneAtATime,
  });
});

mistake('unfilled volume writable', () => {
  const { web, busybox, space, data } = stage();
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @error no step has filled this volume: mount the handle of the step that fills it, or declare it with scratch(…)
      // @on space
      // @right '/space': writable(data),
      '/space': writable(space),
    },
  });
});

late('mount path with slash at its end, in a value', () => {
  const { web, busybox, config } = stage();
  const folder: string = ['', 'app', 'config', ''].join('/');
  // @runtime mount path "/app/config/" ends with "/": remove it, because "/data" and "/data/" are the same place
  web.addContainer('app', { image: busybox, mounts: { [folder]: config.files } });
});

late('relative mount path, in a value', () => {
  const { web, busybox, config } = stage();
  const folder: string = ['app', 'config'].join('/');
  // @runtime mount path "app/config" is relative: begin it with "/"
  web.addContainer('app', { image: busybox, mounts: { [folder]: config.files } });
});

late('unfilled volume, in a value', () => {
  const { web, busybox, space } = stage();
  const unseen: unknown = space;
  // @runtime no step has filled this volume: mount the handle of the step that fills it, or declare it with scratch(…)
  web.addContainer('app', { image: busybox, mounts: { '/space': unseen as Mountable<'web'> } });
});

late('volume over a filled directory', () => {
  const { web, config } = stage();
  // @runtime container "nginx" mounts a volume at "/etc/nginx", which hides the files that image "nginx:1.27" has in /etc/nginx: mount the one file (config.file('x') at "/etc/nginx/x"), copy the image's own files into the volume first (CopyFromImage), or confirm that you want to hide them: hiding(…), or "/etc/nginx" in annotation cdk8s-prelude/hides.nginx.
  web.addContainer('nginx', { image: image('nginx:1.27', { user: 101 }), mounts: { '/etc/nginx': config.files } });
});

fine('accepts hiding of anything mountable', () => {
  const { web, config, data } = stage();
  web.addContainer('nginx', {
    image: image('nginx:1.27', { user: 101 }),
    mounts: {
      '/etc/nginx': hiding(config.files),
      '/own.conf': hiding(config.file('shop.json')),
    },
  });
  web.addContainer('other', {
    image: image('nginx:1.27', { user: 101 }),
    mounts: {
      '/usr/share/nginx/html': hiding(data),
      '/a': hiding(writable(data)),
      '/b': hiding(scratch(Size.mebibytes(1))),
      '/c': hiding(configMapFiles('a')),
      '/d': hiding(secretFiles('a')),
    },
  });
});

fine('into of prepared volumes', () => {
  const { chart } = stage();
  const db = new Deployment(chart, 'prepared', { podSecurity: 'baseline' });
  const fixed = new FixPermissions(db, 'own', { volume: claim(db, 'data', 'shop-data'), owner: 1000 });
  const places = new MakeDirectories(db, 'places', { volume: fixed.volume, directories: ['pages'], user: 1000 });
  const verified = new VerifyPermissions(db, 'verify', { volume: claim(db, 'nfs', 'nfs'), user: 65534 });
  new WriteFiles(db, 'page', { files: { 'pages/index.html': 'Hello' }, into: places.volume });
  new WriteFiles(db, 'note', { files: { note: 'Hello' }, into: verified.volume });

  function write<Id extends string>(workload: Workload<Id>, volume: Owned<Id>): WriteFiles<Id, 'a'> {
    return new WriteFiles(workload, 'a', { files: { a: '' }, into: volume });
  }
});

mistake('mounts are a list', () => {
  const { web, busybox, config } = stage();
  web.addContainer('app', {
    image: busybox,
    // @error mounts must be an object: what is mounted, by path.
    // @on config.files
    // @right mounts: { '/etc/app': config.files },
    mounts: [config.files],
  });
});

mistake('claim without its workload', () => {
  const { web } = stage();
  // @error the first argument must be the workload whose pods mount the volume: claim(web, "data", "shop-data")
  // @on 'shop-data'
  // @right claim(web, 'more', 'shop-data');
  claim('shop-data');
});

mistake('claim without a name', () => {
  const { web } = stage();
  // @error the first argument must be the workload whose pods mount the volume: claim(web, "data", "shop-data")
  // @on web
  // @right claim(web, 'more', 'shop-more');
  claim(web, 'more');
});

mistake('volume of permissions is a text', () => {
  const { chart } = stage();
  const set = new Deployment(chart, 'set', { podSecurity: 'baseline' });
  const more = claim(set, 'more', 'shop-more');
  new FixPermissions(set, 'own', {
    // @error volume must be a volume of this pod: claim(…), claimTemplate(…), emptyDirectory(…), or the volume of FixPermissions or MakeDirectories.
    // @on volume
    // @right volume: more,
    volume: more && 'shop-more',
    owner: 1000,
  });
});

mistake('volume that was made right for the app, mounted without a word', () => {
  const { chart, busybox } = stage();
  const shop = new Deployment(chart, 'store', { podSecurity: 'baseline' });
  const own = new FixPermissions(shop, 'own', { volume: claim(shop, 'data', 'data'), owner: 1000 });
  shop.addContainer('app', {
    image: busybox,
    mounts: {
      // @error a volume that a step prepared for writing is mounted read-only: mount writable(…) of it, or readOnly(…) if this container only reads it
      // @on '/data'
      // @right '/data': writable(own.volume),
      '/data': own.volume,
    },
  });
});
