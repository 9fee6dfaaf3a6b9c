package io.xlive.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * nginx with its RTMP module, as Debian packages both: one worker, because streams do not cross
 * workers; HLS in one application, none in the one for players, no access log.
 */
record NginxServer(ServerProcess process, Path root, int rtmpPort, int httpPort)
    implements MediaServer {
  static NginxServer start(Path work) throws IOException, InterruptedException {
    int rtmp = ServerProcess.freePort();
    int http = ServerProcess.freePort();
    Path root = Files.createDirectories(work.resolve("nginx").toAbsolutePath());
    Files.createDirectories(root.resolve("www"));
    Files.createDirectories(root.resolve("hls"));
    String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
    Files.writeString(
        root.resolve("nginx.conf"),
        """
        load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
        USER
        daemon off;
        worker_processes 1;
        pid ROOT/nginx.pid;
        error_log ROOT/error.log error;
        events { worker_connections 8192; }
        rtmp {
          access_log off;
          server {
            listen 127.0.0.1:RTMP;
            chunk_size 60000;
            application live {
              live on;
              hls on;
              hls_path ROOT/hls;
              hls_fragment 2s;
              hls_playlist_length 12s;
            }
            application plain { live on; }
          }
        }
        http {
          access_log off;
          sendfile on;
          tcp_nopush on;
          open_file_cache max=1000;
          keepalive_requests 100000000;
          client_body_temp_path ROOT/body;
          proxy_temp_path ROOT/proxy;
          fastcgi_temp_path ROOT/fastcgi;
          uwsgi_temp_path ROOT/uwsgi;
          scgi_temp_path ROOT/scgi;
          server {
            listen 127.0.0.1:HTTP;
            root ROOT/www;
          }
        }
        """
            .replace("USER", user)
            .replace("ROOT", root.toString())
            .replace("RTMP", Integer.toString(rtmp))
            .replace("HTTP", Integer.toString(http)));
    ServerProcess process =
        ServerProcess.start(
            List.of("/usr/sbin/nginx", "-p", root.toString(), "-c", root + "/nginx.conf"),
            Map.of(),
            work.resolve("nginx.log"));
    process.listening(rtmp);
    return new NginxServer(process, root, rtmp, http);
  }

  /** Puts a file below its web root. */
  void serve(String name, byte[] bytes) throws IOException {
    Files.write(root.resolve("www").resolve(name), bytes);
  }

  @Override
  public String name() {
    return "nginx";
  }

  @Override
  public String hlsApp() {
    return "live";
  }

  @Override
  public String playApp() {
    return "plain";
  }

  /** It is compiled already. */
  @Override
  public int warmup(int seconds) {
    return 1;
  }
}
