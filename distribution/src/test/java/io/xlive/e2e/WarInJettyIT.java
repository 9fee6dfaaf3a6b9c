package io.xlive.e2e;

import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.io.TempDir;

/** The WAR in Jetty 12.1, EE 11. */
class WarInJettyIT extends DeployedWar {
  private static final int RTMP_PORT = XliveServer.freePort();

  @TempDir static Path home;

  @Deployment(name = STANDING, testable = false)
  @TargetsContainer("jetty")
  static WebArchive standingWar() {
    new WarDeployment(home, RTMP_PORT).comesNext();
    return WarDeployment.war(STANDING);
  }

  @Deployment(name = SECOND, managed = false, testable = false)
  @TargetsContainer("jetty")
  static WebArchive secondWar() {
    return WarDeployment.war(SECOND);
  }

  @Override
  WarDeployment standing() {
    return new WarDeployment(home, RTMP_PORT);
  }
}
