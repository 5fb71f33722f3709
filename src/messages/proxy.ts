/* What is said of proxies. */

export const notAProxy = 'a proxy is the URL of a host and a port, such as "http://proxy.example.com:3128": a login is given by itself, as login.';
export const notAnException = 'except takes hosts that are asked without the proxy: ".example.com", "10.0.0.7" or "10.0.0.0/8".';
export const notALogin = "the login of a proxy is given as basic('ci', secretKey('proxy', 'password')).";
