package io.xlive.kernel;

import io.xlive.spi.Service;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;

/**
 * A service of a plugin, called with the plugin's class loader as the thread's, for libraries that
 * ask for it.
 *
 * @param service the extension itself
 * @param plugin the plugin's name
 * @param loader the plugin's classes
 */
record PluginService(Service service, String plugin, ClassLoader loader) implements Service {
  @Override
  public void start() {
    Thread.currentThread()
        .setContextClassLoader(loader); // the lifecycle gives every call a thread of its own
    try {
      service.start();
    } catch (LinkageError e) {
      throw new XliveException(
          SpiError.PLUGIN_FAILED, "plugin " + plugin + ": " + LoadFailure.describe(e), e);
    }
  }

  @Override
  public void stop() {
    Thread.currentThread().setContextClassLoader(loader);
    service.stop();
  }
}
