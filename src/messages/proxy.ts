/* Messages about proxies. */

export const notAProxy = 'a proxy must be a URL with a host and a port, such as "http://proxy.example.com:3128": give its user and password in login.';
export const notAnException = 'except must list hosts to contact without the proxy: ".example.com", "10.0.0.7" or "10.0.0.0/8".';
export const notALogin = "the login of a proxy must be basic(…), such as basic('ci', secretKey('proxy', 'password')).";
