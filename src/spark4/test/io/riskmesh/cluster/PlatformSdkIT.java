package io.riskmesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** S3A takes credentials from a class of the jar, whose own AWS SDK has another name. */
class PlatformSdkIT {
  @Test
  void theJarsCredentialsAreThoseOfThePlatformsSdk() throws Exception {
    URL jar = Path.of(System.getProperty("riskmesh.jar")).toUri().toURL();
    ClassLoader tests = getClass().getClassLoader();
    try (URLClassLoader loader = new JarFirst(jar, tests)) {
      Class<?> provider = loader.loadClass("io.riskmesh.aws.LakeFormationCredentials");

      assertThat(provider.getClassLoader()).isSameAs(loader);
      assertThat(AwsCredentialsProvider.class).isAssignableFrom(provider);
      assertThat(Arrays.stream(provider.getMethods()).map(m -> m.getReturnType().getName()))
          .contains("software.amazon.awssdk.auth.credentials.AwsCredentials")
          .anyMatch(type -> type.startsWith("io.riskmesh.shaded.amazon."));
    }
  }

  /** Takes riskmesh's classes from its jar, all other ones from the class path. */
  private static final class JarFirst extends URLClassLoader {
    JarFirst(URL jar, ClassLoader tests) {
      super(new URL[] {jar}, tests);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded == null && name.startsWith("io.riskmesh.")) {
          loaded = findClass(name);
        }
        return loaded == null ? super.loadClass(name, resolve) : loaded;
      }
    }
  }
}
