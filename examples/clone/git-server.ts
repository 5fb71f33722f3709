import { type Chart, Duration, Size } from 'cdk8s';
import { ConfigMap, Probe, type Service } from 'cdk8s-plus-28';
import { configMapFiles, Deployment, image, scratch, secretFiles, secretKey } from 'cdk8s-prelude';

/** Makes the repository when the server starts: two commits on main, the first of them is v1. */
const REPOSITORY = `
set -eu
git init -q -b main /srv/work
cd /srv/work
mkdir site
echo '<h1>Cloned by an init container</h1>' >site/index.html
echo 'for those who write the pages' >README
git add .
git commit -q -m 'the first page'
git tag v1
echo '<h1>not released yet</h1>' >site/index.html
git commit -q -a -m 'the next page'
git clone -q --bare . /srv/pages.git
`;

/** Git's own http-backend behind TLS, for whoever knows the token. */
const SERVER = `
import base64, http.server, os, ssl, subprocess

LOGIN = 'Basic ' + base64.b64encode(f"git:{os.environ['TOKEN']}".encode()).decode()

class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self):
        body = self.rfile.read(int(self.headers.get('content-length') or 0))
        if self.headers.get('authorization') != LOGIN:
            self.send_response(401)
            self.send_header('www-authenticate', 'Basic realm="git"')
            self.send_header('content-length', '0')
            self.end_headers()
            return
        path, _, query = self.path.partition('?')
        output = subprocess.run(['git', 'http-backend'], input=body, stdout=subprocess.PIPE, env={
            'PATH': os.environ['PATH'], 'GIT_PROJECT_ROOT': '/srv', 'GIT_HTTP_EXPORT_ALL': '1', 'PATH_INFO': path, 'QUERY_STRING': query,
            'REQUEST_METHOD': self.command, 'CONTENT_TYPE': self.headers.get('content-type', ''),
            'HTTP_CONTENT_ENCODING': self.headers.get('content-encoding', ''), 'GIT_PROTOCOL': self.headers.get('git-protocol', ''),
        }).stdout
        head, _, content = output.partition(b'\\r\\n\\r\\n')
        fields = dict(line.split(': ', 1) for line in head.decode().split('\\r\\n'))
        self.send_response(int(fields.pop('Status', '200').split()[0]))
        for name, value in fields.items():
            self.send_header(name, value)
        self.send_header('content-length', str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = answer

server = http.server.ThreadingHTTPServer(('', 8443), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain('/etc/tls/tls.crt', '/etc/tls/tls.key')
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
`;

/** A Git server with one repository. Its key and its token are made by setup.sh: no repository may hold them. */
export function gitServer(chart: Chart): Service {
  const files = new ConfigMap(chart, 'git-files', { data: { 'repository.sh': REPOSITORY.trimStart(), 'server.py': SERVER.trimStart() } });
  const server = new Deployment(chart, 'git', { replicas: 1, fsGroup: 65534 });
  server.addContainer('git', {
    // This one, and not a slim one, has git.
    image: image('docker.io/library/python:3.12', { user: 65534, group: 65534 }),
    command: ['sh', '-c', 'sh /etc/git/repository.sh && exec python3 /etc/git/server.py'],
    env: {
      TOKEN: secretKey('clone-token', 'token'), HOME: '/srv',
      GIT_AUTHOR_NAME: 'Example', GIT_AUTHOR_EMAIL: 'git@example.com', GIT_COMMITTER_NAME: 'Example', GIT_COMMITTER_EMAIL: 'git@example.com',
    },
    ports: [8443],
    mounts: { '/etc/git': configMapFiles(files), '/etc/tls': secretFiles('clone-git-tls'), '/srv': scratch(Size.mebibytes(16)), '/tmp': scratch(Size.mebibytes(16)) },
    readiness: Probe.fromTcpSocket({ port: 8443, periodSeconds: Duration.seconds(2) }),
  });
  return server.resource.exposeViaService({ name: 'clone-git' });
}
