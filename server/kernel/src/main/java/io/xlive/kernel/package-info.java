/**
 * The locator and start order, configuration, plugin loader, registries, dump and error counting.
 *
 * <p>How the web application uses it:
 *
 * <pre>{@code
 * KernelSetup setup =
 *     KernelSetup.at(home)                                  // home/plugins, home/conf, home/data
 *         .configFile(Optional.of(path))                    // what --config said, or empty
 *         .workingFolder(Path.of(""))
 *         .environment(System.getenv())
 *         .pluginFolder(webInf.resolve("plugins"))          // behind home/plugins
 *         .section("http", HttpConfig.class)                // each record is bound in the locator by its type
 *         .section("hls", HlsConfig.class)
 *         .bind(new StreamBinder())                         // HK2 binders; constructor injection with @Inject
 *         .service(StartLevel.HUB, HubService.class)        // got from the locator
 *         .service(StartLevel.HTTP, "http", locator -> gate);
 * Kernel kernel = Kernel.boot(setup);                       // ConfigException: exit 78; StartFailure: exit 1
 * ...
 * kernel.stop();
 * }</pre>
 *
 * <p>The locator holds {@link io.xlive.kernel.ConfigTree}, {@link io.xlive.kernel.Plugins}, {@link
 * io.xlive.spi.codec.Codecs}, {@link io.xlive.kernel.HealthChecks}, {@link io.xlive.kernel.Dumps},
 * {@link io.xlive.kernel.ErrorCounts}, {@link java.time.InstantSource}, {@link
 * java.util.random.RandomGenerator} and every section's record. The web application binds {@link
 * io.xlive.spi.Streams}, {@link io.xlive.spi.ratelimit.RateLimits} and {@link io.xlive.spi.Meters},
 * which extensions reach through their context: streams and rate limits are looked up on first use,
 * meters before the first extension is made. Extensions exist before the locator makes the first
 * service, so a constructor may take {@code plugins.outputs().live()}; live views follow drop-ins
 * and replacements. The kernel itself starts and stops those extensions that are services: auth
 * providers, policies and listeners at the end of {@link io.xlive.kernel.StartLevel#SECURITY},
 * outputs at the end of OUTPUTS, ingests at the end of INGEST.
 */
@NullMarked
package io.xlive.kernel;

import org.jspecify.annotations.NullMarked;
